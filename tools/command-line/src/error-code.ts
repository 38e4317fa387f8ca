/** The code of an error of Node's, such as `ENOENT`; empty for anything without one. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
