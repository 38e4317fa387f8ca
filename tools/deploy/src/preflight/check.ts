import { isDenied } from '@private-lambda/aws/denied';

export interface PreflightResult {
  /** What would make the deploy fail halfway, one line each. */
  readonly failures: readonly string[];
  /** What could not be looked at, or is not certain, one line each. */
  readonly notes: readonly string[];
}

/** One look at the account. */
export interface Check {
  /** What is looked at, for the note when AWS denies it. */
  readonly what: string;
  /** One line for each thing that would make the deploy fail. */
  readonly problems: Promise<readonly string[]>;
}

/** What the caller may not read is left to the deploy, and said. */
export async function carryOut({ what, problems }: Check): Promise<PreflightResult> {
  try {
    return { failures: await problems, notes: [] };
  } catch (error) {
    if (!isDenied(error)) throw error;
    return { failures: [], notes: [`${what}: not looked at, since AWS denies it (${error.name})`] };
  }
}
