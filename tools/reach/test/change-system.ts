import { Analysis } from '../src/analysis/analysis.ts';
import type { Answer, Verdict } from '../src/analysis/answer.ts';
import { loadSystem } from '../src/loading/load-system.ts';
import type { Question } from '../src/reachability/reachability.ts';
import { isRecord } from '../src/template/is-record.ts';
import { splitId } from '../src/template/logical-id.ts';
import type { ResourceDeclaration } from '../src/template/resource-declaration.ts';
import type { System } from '../src/template/system.ts';
import type { Template } from '../src/template/template.ts';

/** One mistake in a template. */
export interface Change {
  /** `<stack>/<LogicalId>` */
  readonly remove?: string;
  /** `<stack>/<LogicalId>.<Property>=<value>`; `@<stack>/<LogicalId>` as value refers to a resource */
  readonly set?: string;
  /** `<stack>/<LogicalId>.<Property>` */
  readonly unset?: string;
  /** `<stack>/<LogicalId>.<Property>`, set to `value` */
  readonly put?: string;
  readonly value?: unknown;
  /** `<stack>/<LogicalId>`, made of `resource` */
  readonly add?: string;
  readonly resource?: Omit<ResourceDeclaration, 'condition'>;
}

type NamedFile = readonly [name: string, file: string];

export function loadStacks(
  files: readonly NamedFile[],
  nested: readonly NamedFile[] = [],
): Promise<System> {
  const named = ([name, file]: NamedFile) => ({ name, file });
  return loadSystem({ stacks: files.map(named), nested: nested.map(named) });
}

/** @param ask `<from> -> <to> <protocol> <port>` */
export function explain(system: System, ask: string): Answer {
  return new Analysis(system).explain(question(ask));
}

/** The verdict without the answer, as asking about everybody takes it. */
export function verdictOf(system: System, ask: string): Verdict {
  return new Analysis(system).verdict(question(ask));
}

function question(ask: string): Question {
  const [from = '', , to = '', protocol, port] = ask.split(' ');
  return { from, to, protocol: protocol === 'udp' ? 'udp' : 'tcp', port: Number(port) };
}

/** The same system with one change; the templates of the first stay as they are. */
export function changed(system: System, change: Change): System {
  const place = change.set ?? change.unset ?? change.put ?? change.remove ?? change.add ?? '';
  const [path, text] = splitOnce(place, '=');
  const [id, property] = splitOnce(path, '.');
  const { stack, logicalId } = splitId(id);
  if (!system.templates.some((template) => template.stack === stack)) {
    throw new Error(`there is no stack ${stack}`);
  }
  const templates = system.templates.map((template) => {
    if (template.stack !== stack) return template;
    const copy: Template = structuredClone(template);
    const resources: Record<string, unknown> = copy.resources;
    if (change.resource) {
      resources[logicalId] = { condition: undefined, ...change.resource };
      return copy;
    }
    const resource = resources[logicalId];
    if (!isRecord(resource)) throw new Error(`${path} is not in the templates`);
    if (change.remove !== undefined) delete resources[logicalId];
    else {
      const value = change.put === undefined ? parseValue(text) : change.value;
      setIn(resource['properties'], (property ?? '').split('.'), value);
    }
    return copy;
  });
  return { ...system, templates };
}

export function setIn(target: unknown, [name = '', ...rest]: readonly string[], value: unknown) {
  if (Array.isArray(target)) {
    if (rest.length > 0) setIn(target[Number(name)], rest, value);
    else target[Number(name)] = value;
    return;
  }
  if (!isRecord(target)) throw new Error(`nothing to set ${name} in`);
  if (rest.length > 0) setIn(target[name], rest, value);
  else if (value === undefined) delete target[name];
  else target[name] = value;
}

function parseValue(text: string | undefined): unknown {
  return text?.startsWith('@') ? { Ref: splitId(text).logicalId } : text;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
