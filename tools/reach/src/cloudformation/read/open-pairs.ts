import { InputError } from '@private-lambda/command-line/input-error';

/** What nobody has said whose it is may be of each: both numbers multiply. */
export const MAX_PAIRS = 1_000_000;

/** Counts what may be of any owner, once for each owner that there is. */
export class OpenPairs {
  private count = 0;

  /** @param what of which owners, in the plural: `rules whose security group is not known` */
  constructor(private readonly what: string) {}

  /** @throws InputError `REACH_TOO_MANY_PAIRS` when there are too many to look at */
  add(owners: number): void {
    this.count += owners;
    if (this.count <= MAX_PAIRS) return;
    throw new InputError(
      'REACH_TOO_MANY_PAIRS',
      `${this.what}: each may be of any, which makes more than ${MAX_PAIRS} pairs; give what they name with --param`,
    );
  }
}
