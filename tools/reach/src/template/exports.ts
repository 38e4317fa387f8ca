import { InputError } from '@private-lambda/command-line/input-error';
import { isRecord } from './is-record.ts';
import type { Stack } from './stack.ts';
import { Undecided } from './undecided.ts';
import { describeValue, firstUnknown, NotExported, UnknownValue, type Value } from './value.ts';

interface Export {
  readonly stack: Stack;
  readonly output: string;
}

/** What the given stacks export to each other ("Exports must be unique within a Region"). */
export class Exports {
  private byName: ReadonlyMap<string, readonly Export[]> | undefined;

  /** @param stacks filled in by the caller before the first import is asked for */
  constructor(private readonly stacks: ReadonlyMap<string, Stack>) {}

  /** An import that no given stack exports is unknown: it may be a stack that was not given. */
  valueOf(name: Value): Value {
    const found = this.find(name);
    if (found) return found.stack.resolve(found.stack.template.outputs[found.output]?.value);
    const cause = firstUnknown(name);
    const label = `import of ${describeValue(name)}`;
    return cause
      ? new UnknownValue(label, cause.why, cause.source)
      : new NotExported(label, 'exported by none of the given stacks');
  }

  find(name: Value): Export | undefined {
    return this.findNamed(describeValue(name));
  }

  names(): Iterable<string> {
    return this.all().keys();
  }

  findNamed(name: string): Export | undefined {
    // Conditions are asked only where a name is asked for: outputs that exclude each other may share one.
    const [found, other] = (this.all().get(name) ?? []).filter(({ stack, output }) =>
      stack.conditions.holds(stack.template.outputs[output]?.condition),
    );
    if (found && other) {
      throw new InputError(
        'REACH_EXPORT_TWICE',
        `${other.stack.template.file}: output ${other.output} exports ${name}, and so does output ${found.output} of stack ${found.stack.name}`,
      );
    }
    return found;
  }

  private all(): ReadonlyMap<string, readonly Export[]> {
    this.byName ??= this.collect();
    return this.byName;
  }

  private collect(): Map<string, Export[]> {
    const found = new Map<string, Export[]>();
    for (const stack of this.stacks.values()) {
      for (const [output, { exportName }] of Object.entries(stack.template.outputs)) {
        if (exportName === undefined) continue;
        const name = describeValue(stack.resolve(exportName));
        const others = found.get(name);
        if (others) others.push({ stack, output });
        else found.set(name, [{ stack, output }]);
      }
    }
    return found;
  }
}

/**
 * "Exports must be unique within a Region": two stacks that certainly export one name cannot both be deployed.
 * @throws InputError
 */
export function refuseDoubleExports(exports: Exports): void {
  for (const name of ifDecided(() => exports.names()) ?? []) {
    ifDecided(() => exports.findNamed(name));
  }
}

/** Stacks that import from each other in a circle cannot be deployed in any order. */
export function refuseCircularImports(stacks: ReadonlyMap<string, Stack>, exports: Exports): void {
  const done = new Set<string>();
  const visit = (name: string, path: readonly string[]) => {
    const stack = stacks.get(name);
    if (!stack || done.has(name)) return;
    for (const [exporter, importer] of exportersOf(stack, exports)) {
      if (exporter === name || path.includes(exporter)) {
        const circle = [...path.slice(path.indexOf(exporter)), name, exporter];
        throw new InputError(
          'REACH_IMPORTS_CIRCULAR',
          `${stack.template.file}: ${importer} imports from stack ${exporter}, and so the stacks import from each other in a circle: ${circle.join(' -> ')}`,
        );
      }
      visit(exporter, [...path, name]);
    }
    done.add(name);
  };
  for (const name of stacks.keys()) visit(name, []);
}

/** An import that no given stack exports. */
export interface DanglingImport {
  /** The resource or output that imports. */
  readonly at: string;
  readonly name: string;
}

/** The imports that certainly are made, and that none of the given stacks exports. */
export function danglingImports(stacks: ReadonlyMap<string, Stack>): DanglingImport[] {
  return [...stacks.values()].flatMap((stack) =>
    importsOf(stack).flatMap(({ id, name }) => {
      const value = ifDecided(() => stack.surroundings.importValue(name));
      return value instanceof NotExported ? [{ at: stack.id(id), name: describeValue(name) }] : [];
    }),
  );
}

/** The stacks that a stack certainly imports from, each with the resource or output that does. */
function exportersOf(stack: Stack, exports: Exports): Map<string, string> {
  const exporters = new Map<string, string>();
  for (const { id, name } of importsOf(stack)) {
    const exporter = ifDecided(() => exports.find(name));
    if (exporter && !exporters.has(exporter.stack.name)) exporters.set(exporter.stack.name, id);
  }
  return exporters;
}

/** The names that the resources and outputs of a stack certainly import. */
function importsOf(stack: Stack): { readonly id: string; readonly name: Value }[] {
  const { resources, outputs } = stack.template;
  const places = [
    ...Object.entries(resources).map(
      ([id, { condition, properties }]) => [id, condition, properties] as const,
    ),
    ...Object.entries(outputs).map(([id, { condition, value }]) => [id, condition, value] as const),
  ];
  return places.flatMap(([id, condition, raw]) =>
    [...findImports(raw)].flatMap((imported) => {
      const name = ifDecided(() =>
        stack.conditions.holds(condition) ? stack.resolve(imported) : undefined,
      );
      return name === undefined ? [] : [{ id, name }];
    }),
  );
}

/** @returns undefined where an undecided condition would have to be split into cases */
function ifDecided<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}

function* findImports(raw: unknown): Generator<unknown> {
  if (Array.isArray(raw)) {
    for (const item of raw) yield* findImports(item);
  } else if (isRecord(raw)) {
    if ('Fn::ImportValue' in raw) yield raw['Fn::ImportValue'];
    for (const item of Object.values(raw)) yield* findImports(item);
  }
}
