import { isFrozen, testedStages } from './packaged-template.ts';
import { readSystem, type System, type Variant, variants } from './system.ts';

/** A statement about the packaged system, as a function: each problem is a line that names what breaks it. */
export type Claim = (system: System) => string[];

/** One mistake somebody could make, and a word of the line that names it. */
export interface NegativeTwin {
  readonly mistake: string;
  readonly make: (system: System) => void;
  readonly named: string | RegExp;
}

/**
 * Holds a claim on every deployed stage. On the frozen system it also holds that the claim fails when one of the
 * mistakes is made: there every mistake can be made, whatever the stages are.
 * @param held the systems it is held on; mistakes are made in the one with every service
 * @param mistakesIn every system, where the claim compares with sources, which are not frozen
 */
export function describeClaim(
  title: string,
  claim: Claim,
  twins: readonly NegativeTwin[],
  held: readonly Variant[] = variants,
  mistakesIn: 'the frozen system' | 'every system' = 'the frozen system',
): void {
  describe(title, () => {
    it.each(testedStages.flatMap((stage) => held.map((variant) => [stage, variant] as const)))(
      'holds on %s, %s',
      (stage, variant) => {
        expect(claim(readSystem(stage, variant))).toEqual([]);
      },
    );

    if (!isFrozen && mistakesIn === 'the frozen system') return;
    it.each(twins)('fails when $mistake', ({ make, named }) => {
      for (const stage of testedStages) {
        const system = readSystem(stage);
        make(system);
        expect(claim(system).join('\n')).toMatch(named);
      }
    });
  });
}
