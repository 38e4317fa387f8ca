import type { Picture, ShownAnswer } from '../picture/picture.ts';
import { hasArrow, lineName, linesOf } from '../picture/way.ts';
import { answerKey, answersTo } from '../view/questions.ts';
import type { View } from '../view/view.ts';

const LINE = 'line:';

export const isLine = ({ focus }: View): boolean => focus?.startsWith(LINE) === true;

/** What a view shows. */
export interface ViewAnswers {
  /** To its question. */
  readonly all: readonly ShownAnswer[];
  /** Those that are looked at: one, or those that share an arrow. */
  readonly focused: readonly ShownAnswer[] | undefined;
}

export function answersOf(picture: Picture, view: View): ViewAnswers {
  const all = answersTo(picture, view.show);
  return { all, focused: focusedIn(all, view) };
}

function focusedIn(all: readonly ShownAnswer[], view: View): readonly ShownAnswer[] | undefined {
  const { focus } = view;
  if (focus === undefined) return undefined;
  if (!isLine(view)) return all.filter((answer) => answerKey(answer) === focus);
  const name = focus.slice(LINE.length);
  return all.filter(
    (answer) =>
      hasArrow(answer) && linesOf(answer).some(({ from, to }) => lineName(from, to) === name),
  );
}
