import { testedStages } from './packaged-template.ts';
import { readSystem, type System } from './system.ts';

/** A statement about the packaged system, as a function: each problem is a line that names what breaks it. */
export type Claim = (system: System) => string[];

/** One mistake somebody could make, and a word of the line that names it. */
export interface NegativeTwin {
  readonly mistake: string;
  readonly make: (system: System) => void;
  readonly named: string | RegExp;
}

/** Holds a claim on every deployed stage, and holds that it fails when one of the mistakes is made. */
export function describeClaim(title: string, claim: Claim, twins: readonly NegativeTwin[]): void {
  describe(title, () => {
    it.each(testedStages)('holds on %s', (stage) => {
      expect(claim(readSystem(stage))).toEqual([]);
    });

    it.each(twins)('fails when $mistake', ({ make, named }) => {
      for (const stage of testedStages) {
        const system = readSystem(stage);
        make(system);
        expect(claim(system).join('\n')).toMatch(named);
      }
    });
  });
}
