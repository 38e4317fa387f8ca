import { AppError } from '@private-lambda/shared/errors/app-error';

/**
 * Input that the user has to change: printed as one line, exit code 2. The message says what, where, found and
 * expected; the code, UPPER_SNAKE with the tool's prefix, has a row in docs/errors.md.
 */
export class InputError extends AppError {}
