/**
 * What one case takes for granted about unknown values: a value is one of those named, or none of those named.
 * Immutable; `withValue` and `without` lead to the two sides of a question.
 */
export class Assumptions {
  private constructor(
    private readonly values: ReadonlyMap<string, string>,
    private readonly excluded: ReadonlyMap<string, ReadonlySet<string>>,
  ) {}

  static none(): Assumptions {
    return new Assumptions(new Map(), new Map());
  }

  valueOf(unknown: string): string | undefined {
    return this.values.get(unknown);
  }

  excludes(unknown: string, literal: string): boolean {
    return this.excluded.get(unknown)?.has(literal) ?? false;
  }

  withValue(unknown: string, literal: string): Assumptions {
    return new Assumptions(new Map([...this.values, [unknown, literal]]), this.excluded);
  }

  without(unknown: string, literal: string): Assumptions {
    const excluded = new Set([...(this.excluded.get(unknown) ?? []), literal]);
    return new Assumptions(this.values, new Map([...this.excluded, [unknown, excluded]]));
  }

  /** Whether every one of these values has been excluded. */
  excludesAll(unknown: string, literals: readonly string[]): boolean {
    return literals.every((literal) => this.excludes(unknown, literal));
  }

  /** The first thing that something is assumed about. */
  subject(): string | undefined {
    return [...this.values.keys(), ...this.excluded.keys()][0];
  }

  /** One clause for each assumption, such as `network/NatMode = none`. */
  describe(): string[] {
    return [
      ...[...this.values].map(([unknown, literal]) => `${unknown} = ${literal}`),
      ...[...this.excluded]
        .filter(([unknown]) => !this.values.has(unknown))
        .map(([unknown, literals]) => `${unknown} is not ${[...literals].join(' or ')}`),
    ];
  }
}
