import { isDenied } from '@private-lambda/aws/denied';
import { InputError } from '@private-lambda/command-line/input-error';
import type { Part } from './snapshot.ts';

/** Part → what asks AWS for it. The answers are checked together, when the snapshot is whole. */
export type PartReaders = { readonly [part in Part]?: () => Promise<unknown> };

/** What an emulator answers that does not know a call. */
const NOT_THERE = /^(InvalidAction|UnknownOperation)/;

/** What AWS answers who asks too often, after the SDK has tried again. */
const THROTTLED = /^(RequestLimitExceeded|Throttl|TooManyRequests|RequestThrottled)/;

/**
 * What was listed a moment ago may be deleted now: then there is nothing to read of it.
 * @returns what `read` answers, or `otherwise` when AWS no longer has what it is about
 */
export async function unlessGone<Answer>(
  read: () => Promise<Answer>,
  otherwise: Answer,
): Promise<Answer> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && /NotFound/.test(error.name)) return otherwise;
    throw error;
  }
}

export interface PartResults {
  readonly parts: Readonly<Record<string, unknown>>;
  /** Part → why AWS did not answer. */
  readonly notKnown: Readonly<Record<string, string>>;
}

/**
 * Reads parts side by side. A call that is denied, or not there, leaves its part not known.
 * @param progress called with each part as its answer comes
 * @throws InputError INVENTORY_THROTTLED; whatever else the SDK threw
 */
export async function readAllowed(
  readers: PartReaders,
  progress: (part: string) => void,
): Promise<PartResults> {
  const parts: Record<string, unknown> = {};
  const notKnown: Record<string, string> = {};
  await Promise.all(
    Object.entries(readers).map(async ([part, read]) => {
      try {
        parts[part] = (await read()) ?? [];
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (THROTTLED.test(error.name)) throw throttled(part, error);
        if (!NOT_THERE.test(error.name) && !isDenied(error)) throw error;
        notKnown[part] = `${error.name}: ${error.message}`;
      }
      progress(part);
    }),
  );
  return { parts, notKnown };
}

const throttled = (part: string, cause: Error) =>
  new InputError(
    'INVENTORY_THROTTLED',
    `${part}: AWS answers no more questions for now (${cause.name}: ${cause.message}); try again in a minute`,
    { cause },
  );
