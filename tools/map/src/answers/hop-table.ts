import { visibleText } from '@private-lambda/command-line/visible-text';
import type { Hop } from 'cfn-reach/src/analysis/answer.ts';
import { fileOf } from 'cfn-reach/src/template/shown-file.ts';
import type { System } from 'cfn-reach/src/template/system.ts';
import type { ShownHop } from '../picture/picture.ts';

/** Keeps each different hop once, in the words that `reach explain` prints. */
export class HopTable {
  readonly hops: ShownHop[] = [];
  private readonly indices = new Map<string, number>();

  /** @param system in whose templates the hop stands */
  indexOf(hop: Hop, system: System): number {
    const shown = show(hop, system);
    const key = JSON.stringify(shown);
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    this.indices.set(key, this.hops.length);
    return this.hops.push(shown) - 1;
  }
}

function show({ at, step, allowed, because, rule, unknown }: Hop, system: System): ShownHop {
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
