import type { Stack } from './stack.ts';
import { firstUnknown, isMap, NO_VALUE, type Value } from './value.ts';

/** A resource that exists in the present case, with its properties' functions carried out when they are asked for. */
export class Resource {
  private readonly resolved = new Map<string, Value | undefined>();

  constructor(
    readonly stack: Stack,
    readonly logicalId: string,
    readonly type: string,
    private readonly properties: Readonly<Record<string, unknown>>,
    private readonly rawInit?: unknown,
  ) {}

  /** `<stack>/<LogicalId>` */
  get id(): string {
    return this.stack.id(this.logicalId);
  }

  /** A property by its name, or by a path of names; undefined when it is not stated. */
  get(...path: readonly [string, ...string[]]): Value | undefined {
    const [name, ...rest] = path;
    if (!this.resolved.has(name)) {
      const raw = Object.hasOwn(this.properties, name) ? this.properties[name] : undefined;
      const value = raw === undefined ? undefined : this.stack.resolveOptional(raw);
      this.resolved.set(name, value === NO_VALUE || value === null ? undefined : value);
    }
    return entry(this.resolved.get(name), rest);
  }

  /** What cfn-init does on it; undefined where its metadata do not say. */
  init(): Value | undefined {
    return this.rawInit === undefined ? undefined : this.stack.resolve(this.rawInit);
  }

  /** All properties, for whoever looks for any mention of something. */
  all(): Value {
    return this.stack.resolve(this.properties);
  }
}

/** Follows names into nested mappings. An unknown on the way is the answer. */
export function entry(value: Value | undefined, path: readonly string[]): Value | undefined {
  let current = value;
  for (const name of path) {
    if (!isMap(current)) return firstUnknown(current);
    current = Object.hasOwn(current, name) ? current[name] : undefined;
  }
  return current === null ? undefined : current;
}
