import { InputError } from '@private-lambda/command-line/input-error';
import { drawPicture } from '../drawing/draw-picture.ts';
import { shape, toMarkup } from '../drawing/shape.ts';
import { DRAWING_STYLE } from '../drawing/style.ts';
import type { Picture } from '../picture/picture.ts';
import { answersTo, questionsOf, titleOf } from '../view/questions.ts';

/**
 * One question as a file of its own, for a README. The same templates make the same file.
 * @param show as `View.show`; the first question unless given
 * @throws InputError `MAP_SHOW` for what is no question of the picture
 */
export function drawSvg(pictures: readonly Picture[], show?: string): string {
  const [picture, another] = pictures;
  if (!picture || another) {
    throw new InputError(
      'MAP_SUBJECT',
      `--format svg: found ${pictures.length} systems; expected one --stage`,
    );
  }
  const asked = [
    ...questionsOf(picture).map((question) => question.show),
    ...picture.claims.map(({ id }) => `claim:${id}`),
    ...picture.items.map(({ id }) => `node:${id}`),
  ];
  const wanted = show ?? asked[0] ?? '';
  if (!asked.includes(wanted)) {
    throw new InputError(
      'MAP_SHOW',
      `--show ${wanted}: not in this picture; expected ${asked.slice(0, 5).join(', ')} …`,
    );
  }
  const answers = answersTo(picture, wanted).filter(
    ({ verdict, change }) => verdict !== 'blocked' || change,
  );
  const style = shape('style', {}, DRAWING_STYLE);
  return `${toMarkup(drawPicture(picture, titleOf(picture, wanted), answers, [style]))}\n`;
}
