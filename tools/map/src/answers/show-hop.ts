import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Hop } from 'cfn-reach/src/analysis/answer.ts';
import { fileOf } from 'cfn-reach/src/template/shown-file.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import type { ShownHop } from '../picture/picture.ts';

/** A hop in the words that `reach explain` prints. @param system in whose templates it stands */
export function showHop(
  { at, step, allowed, because, rule, unknown }: Hop,
  system: System,
): ShownHop {
  return {
    at: visibleText(at),
    step,
    allowed,
    because: visibleText(because),
    ...(rule === undefined ? {} : { rule: visibleText(rule) }),
    ...(unknown ? { unknown } : {}),
    file: visibleText(fileOf(rule ?? at, system).trim()),
  };
}
