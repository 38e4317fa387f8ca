import { isDeepStrictEqual } from 'node:util';
import { BrokenClaimError } from './broken-claim-error.ts';

/** Claims about what is deployed. The first one that does not hold is thrown; those that do are counted. */
export class Claims {
  #held = 0;

  get held(): number {
    return this.#held;
  }

  /**
   * @param subject the resource: its logical id, and its physical one where that helps to find it
   * @throws BrokenClaimError
   */
  equal(subject: string, what: string, found: unknown, expected: unknown): void {
    if (!isDeepStrictEqual(found, expected)) {
      throw new BrokenClaimError(
        `${subject}: ${what} is ${show(found)}, expected ${show(expected)}`,
      );
    }
    this.#held++;
  }

  /**
   * The value itself, where there must be one.
   * @throws BrokenClaimError
   */
  present<T>(subject: string, what: string, found: T | undefined): T {
    if (found === undefined) throw new BrokenClaimError(`${subject}: there is no ${what}`);
    this.#held++;
    return found;
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'missing');
}
