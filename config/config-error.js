/**
 * Bad file, bad key or bad value: one line that names what, where, found and expected.
 * Not an AppError of `shared`: osls loads this file itself, and cannot load TypeScript.
 */
export class ConfigError extends Error {
  /** @param {string} code @param {string} message @param {ErrorOptions} [options] */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'ConfigError';
    this.code = code;
  }
}
