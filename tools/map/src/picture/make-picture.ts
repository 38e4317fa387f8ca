import { InputError } from '@private-lambda/command-line/input-error';
import { layOut } from '../layout/lay-out.ts';
import type { Subject } from '../subject/subject.ts';
import { answersTo, viewsOf } from '../view/questions.ts';
import { makeBoxes } from './make-boxes.ts';
import type { Item, Picture, ShownAnswer, Told } from './picture.ts';
import { type Heard, tell } from './tell.ts';
import { hasArrow, lineName, linesOf, wayOf } from './way.ts';

/** Asks everybody about everybody, and places them. @throws InputError `MAP_CASES` */
export async function makePicture(subject: Subject): Promise<Picture> {
  const heard = tell(subject);
  return place(heard, heard.told.items, heard.told.answers);
}

/** A picture of what one question is about, and of nothing else. */
export interface Drawing {
  readonly picture: Picture;
  readonly show: string;
  readonly answers: readonly ShownAnswer[];
}

/**
 * @param asked as `View.show`; the first question unless given
 * @throws InputError `MAP_SHOW` for what is no question of the system
 */
export async function makeDrawing(subject: Subject, asked?: string): Promise<Drawing> {
  const heard = tell(subject);
  const show = checkedShow(heard.told, asked);
  const answers = answersTo(heard.told, show).filter(hasArrow);
  const passed = new Set(answers.flatMap(wayOf));
  const items = heard.told.items.filter(({ id }) => passed.has(id));
  return { picture: await place(heard, items, answers), show, answers };
}

function checkedShow(told: Told, asked: string | undefined): string {
  const known = viewsOf(told);
  const show = asked ?? known[0] ?? '';
  if (known.includes(show)) return show;
  const expected = `expected ${known.slice(0, 5).join(', ')} …`;
  throw new InputError('MAP_SHOW', `--show ${show}: not in this picture; ${expected}`);
}

async function place(
  { told, networks }: Heard,
  items: readonly Item[],
  answers: readonly ShownAnswer[],
): Promise<Picture> {
  const boxes = makeBoxes(networks, items, items.length === told.items.length);
  const layout = await layOut(boxes, items, usedLines(answers));
  return { ...told, items, layout };
}

/** The lines of what is open, or may be, the most used first. */
function usedLines(answers: readonly ShownAnswer[]) {
  const uses = new Map<string, { line: ReturnType<typeof linesOf>[number]; count: number }>();
  for (const answer of answers) {
    if (!hasArrow(answer) || answer.supposed) continue;
    for (const line of linesOf(answer)) {
      const name = lineName(line.from, line.to);
      uses.set(name, { line, count: (uses.get(name)?.count ?? 0) + 1 });
    }
  }
  return [...uses.values()].sort((a, b) => b.count - a.count).map(({ line }) => line);
}
