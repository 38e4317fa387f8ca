/**
 * Thrown when a condition turns on a value that the templates do not settle. Whoever builds the model catches it and
 * builds one model for each possible outcome (see `explore-cases.ts`), so that everything behind a condition stays
 * plainly true or false.
 */
export class Undecided extends Error {
  /**
   * @param name the unknown's name  @param literal what it is compared with
   * @param allowedValues all values it can have, when the template says so
   */
  constructor(
    readonly unknown: string,
    readonly literal: string,
    readonly allowedValues: readonly string[] | undefined,
  ) {
    super(`${unknown} = ${literal}?`);
  }
}
