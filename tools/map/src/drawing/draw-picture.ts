import type { Picture, ShownAnswer } from '../picture/picture.ts';
import { arrowsOf } from './arrows-of.ts';
import { drawArrows } from './draw-arrows.ts';
import { drawScene } from './draw-scene.ts';
import { type Shape, shape } from './shape.ts';

/**
 * A picture as it stands in a page or in a file of its own.
 * @param answers whose arrows are drawn
 */
export function drawPicture(
  picture: Picture,
  title: string,
  answers: readonly ShownAnswer[],
  first: readonly Shape[] = [],
): Shape {
  const { width, height } = picture.layout;
  return shape(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'map',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'data-system': picture.name,
    },
    shape('title', {}, title),
    ...first,
    shape('rect', { class: 'paper', width, height }),
    ...drawScene(picture),
    shape(
      'g',
      { class: 'arrows' },
      ...drawArrows(arrowsOf(answers), picture.layout).map(({ drawn }) => drawn),
    ),
  );
}
