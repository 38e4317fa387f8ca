import { visibleText } from '@private-lambda/command-line/visible-text';
import { isUnknownId, shownId } from 'cfn-reach/src/model/id.ts';
import { splitId } from 'cfn-reach/src/template/logical-id.ts';

/** Characters of a name that are drawn; the whole name stands beside the picture. */
const LENGTH = 34;

/** Names are cut so that the box of one does not push everything else aside. */
export function shortened(name: string): string {
  const text = visibleText(name);
  return text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text;
}

/** The logical id as it is drawn; of what the templates do not settle, what it comes from. */
export function logicalName(id: string): string {
  const name = shortened(splitId(shownId(id)).logicalId);
  return isUnknownId(id) ? `${name} (not settled)` : name;
}

/**
 * Short names of stacks: without the words that all of them begin and end with. `app-network-dev` and `app-api-dev` are
 * `network` and `api`; one stack alone has none.
 */
export function shortStackNames(stacks: readonly string[]): ReadonlyMap<string, string> {
  const words = stacks.map((stack) => stack.split('-'));
  const [first = []] = words;
  const shortest = Math.min(...words.map(({ length }) => length));
  let start = 0;
  while (start < shortest && words.every((each) => each[start] === first[start])) start += 1;
  let end = 0;
  while (
    end < shortest - start &&
    words.every((each) => each.at(-1 - end) === first.at(-1 - end))
  ) {
    end += 1;
  }
  const short = words.map((each) => shortened(each.slice(start, each.length - end).join('-')));
  return new Map(stacks.map((stack, index) => [stack, short[index] ?? '']));
}
