import { InputError } from '@private-lambda/command-line/input-error';

/** What AWS answers somebody who may not ask; EC2 and Route 53 have words of their own. */
const DENIED = /AccessDenied|UnauthorizedOperation|^Unauthorized$|^NotAuthorizedException$/;

export function isDenied(error: unknown): error is Error {
  return error instanceof Error && DENIED.test(error.name);
}

/**
 * For a command as a whole: what it cannot do without, and may not, is said in AWS's words, which name who, what and
 * often the policy.
 * @throws InputError AWS_DENIED
 */
export async function refuseDenied<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw new InputError('AWS_DENIED', `AWS denies it: ${error.message}`, { cause: error });
  }
}
