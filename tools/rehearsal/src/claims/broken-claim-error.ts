/** Something is not as it was designed. The message is one line that names the resource. */
export class BrokenClaimError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BrokenClaimError';
  }
}
