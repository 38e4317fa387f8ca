/**
 * Base of every error of this project. Match `code`, not `instanceof`: two copies of a module can be loaded.
 */
export class AppError extends Error {
  /** UPPER_SNAKE with an area prefix, such as `CONFIG_INVALID`. Never changes once released. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}
