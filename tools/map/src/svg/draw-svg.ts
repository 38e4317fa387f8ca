import { drawPicture } from '../drawing/draw-picture.ts';
import { type Shape, shape, toMarkup } from '../drawing/shape.ts';
import { FILE_DRAWING_STYLE } from '../drawing/style.ts';
import type { Drawing } from '../picture/make-picture.ts';
import { titleOf } from '../view/questions.ts';

/** One question as a file of its own, for a README. The same templates make the same file. */
export function drawSvg({ picture, show, answers }: Drawing): string {
  const style = shape('style', {}, FILE_DRAWING_STYLE);
  const drawn = drawPicture(picture, titleOf(picture, show), answers, [style]);
  return `${toMarkup(withoutIds(drawn))}\n`;
}

/** Nobody clicks here: without whole ids, another prefix of all names makes no other file. */
function withoutIds({ tag, attributes, children }: Shape): Shape {
  const kept = Object.entries(attributes).filter(([name]) => !name.startsWith('data-'));
  const inner = children.map((child) => (typeof child === 'string' ? child : withoutIds(child)));
  return shape(tag, Object.fromEntries(kept), ...inner);
}
