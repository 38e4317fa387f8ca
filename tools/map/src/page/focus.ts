import type { Picture, ShownAnswer } from '../picture/picture.ts';
import { lineName, linesOf } from '../picture/way.ts';
import { answerKey, answersTo } from '../view/questions.ts';
import type { View } from '../view/view.ts';

const LINE = 'line:';

export const isLine = ({ focus }: View): boolean => focus?.startsWith(LINE) === true;

/** The answers that are looked at among those of the question: one, or those that share an arrow. */
export function focusedAnswers(picture: Picture, view: View): readonly ShownAnswer[] | undefined {
  const { focus, show } = view;
  if (focus === undefined) return undefined;
  const answers = answersTo(picture, show);
  if (!isLine(view)) return answers.filter((answer) => answerKey(answer) === focus);
  const name = focus.slice(LINE.length);
  return answers.filter(
    (answer) =>
      (answer.verdict !== 'blocked' || answer.change !== undefined) &&
      linesOf(answer).some(({ from, to }) => lineName(from, to) === name),
  );
}
