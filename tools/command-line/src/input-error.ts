/**
 * Input that the user has to change: printed as one line, exit code 2.
 * The message says what, where, found and expected.
 */
export class InputError extends Error {
  readonly code: string;

  /** @param code UPPER_SNAKE with the tool's prefix, such as `SUBNETS_CIDR_INVALID` */
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InputError';
    this.code = code;
  }
}
