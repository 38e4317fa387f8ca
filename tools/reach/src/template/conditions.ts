import { InputError } from '@private-lambda/command-line/input-error';
import type { Evaluator } from './evaluator.ts';
import { isRecord } from './is-record.ts';
import { allowedValuesOf } from './parameters.ts';
import { Undecided } from './undecided.ts';
import { describeValue, firstUnknown, UnknownValue, type Value } from './value.ts';

/**
 * "Condition functions" of one stack. A condition is true or false; one that turns on an unknown value throws
 * `Undecided`, and the model is built once for each answer.
 */
export class Conditions {
  private readonly known = new Map<string, boolean | 'in progress'>();

  constructor(private readonly stack: Evaluator) {}

  /** @param name of a condition; none always holds */
  holds(name: string | undefined): boolean {
    if (name === undefined) return true;
    const known = this.known.get(name);
    if (known === 'in progress') {
      throw this.bad(`condition ${name} refers to itself`);
    }
    if (known !== undefined) return known;
    if (!Object.hasOwn(this.stack.template.conditions, name)) {
      // A loop may declare it, and then no answer with this template is certain.
      if (this.stack.template.expansion !== undefined) return true;
      throw this.bad(`condition ${name} is used and not declared`);
    }
    this.known.set(name, 'in progress');
    try {
      const result = this.evaluate(this.stack.template.conditions[name], name);
      this.known.set(name, result);
      return result;
    } catch (error) {
      this.known.delete(name);
      throw error;
    }
  }

  /** A condition's name, or a condition function in place. */
  evaluate(raw: unknown, where: string): boolean {
    return this.stack.deeper(() => this.evaluateNested(raw, where));
  }

  private evaluateNested(raw: unknown, where: string): boolean {
    if (typeof raw === 'string') return this.holds(raw);
    if (typeof raw === 'boolean') return raw;
    if (isRecord(raw)) {
      const [[name, argument] = []] = Object.entries(raw);
      const list = Array.isArray(argument) ? argument : [argument];
      switch (name) {
        case 'Condition':
          return this.holds(String(argument));
        case 'Fn::Not':
          return !this.evaluate(list[0], where);
        case 'Fn::And':
          return list.every((item) => this.evaluate(item, where));
        case 'Fn::Or':
          return list.some((item) => this.evaluate(item, where));
        case 'Fn::Equals':
          return this.equals(this.stack.resolve(list[0]), this.stack.resolve(list[1]));
      }
    }
    throw this.bad(`condition ${where} is not a condition function`);
  }

  private equals(left: Value, right: Value): boolean {
    const [a, b] = [describeValue(left), describeValue(right)];
    if (a === b) return true;
    if (!firstUnknown(left) && !firstUnknown(right)) return false;
    // One side is a single unknown and the other is settled: ask whether it has that value. Anything else is asked
    // as one question about the pair.
    const { assumptions } = this.stack.surroundings;
    const [unknown, literal] =
      left instanceof UnknownValue && !firstUnknown(right)
        ? [left.name, b]
        : right instanceof UnknownValue && !firstUnknown(left)
          ? [right.name, a]
          : [`whether ${a} is ${b}`, 'true'];
    if (assumptions.excludes(unknown, literal)) return false;
    if (assumptions.valueOf(unknown) === literal) return true;
    const allowed = allowedValuesOf(this.stack, unknown);
    if (allowed && !allowed.includes(literal)) return false;
    throw new Undecided(unknown, literal, allowed);
  }

  private bad(message: string): InputError {
    return new InputError('REACH_TEMPLATE_CONDITION', `${this.stack.template.file}: ${message}`);
  }
}
