import { InputError } from '@private-lambda/command-line/input-error';

/** A minute or two; a system of about 300 nodes with a dozen different ports in its rules. */
export const MAX_QUESTIONS = 10_000_000;

/** Answers that are written down, of about 1 kB each. */
export const MAX_ANSWERS = 100_000;

/**
 * @param what asks them, with its verb: `320 nodes make`
 * @param instead half a sentence: what asks fewer
 * @throws InputError `REACH_TOO_LARGE`
 */
export function refuseQuestions(what: string, questions: number, instead: string): void {
  if (questions <= MAX_QUESTIONS) return;
  throw tooLarge(`${what} ${questions} questions, expected at most ${MAX_QUESTIONS}; ${instead}`);
}

/** @throws InputError `REACH_TOO_LARGE` */
export function refuseAnswers(answers: number): void {
  if (answers <= MAX_ANSWERS) return;
  throw tooLarge(
    `the claims have more than ${MAX_ANSWERS} answers to write down, expected at most that; fewer ports or sources in a claim make fewer`,
  );
}

const tooLarge = (message: string) => new InputError('REACH_TOO_LARGE', message);
