/**
 * How a command ends when it does not end well. In JavaScript, for scripts that run as they are.
 */

/** The command's own "no": a claim that does not hold, a change that was found, a question that was not confirmed. */
export const EXIT_NO = 1;

/** Of what the user has to change: an argument, a file, the machine that the command runs on. */
export const EXIT_BAD_INPUT = 2;

/** Of what nobody expected, such as a full disk. */
export const EXIT_UNEXPECTED = 70;
