import { InputError } from '@private-lambda/command-line/input-error';
import { findExpansion } from './expansion.ts';
import { isRecord } from './is-record.ts';
import { parseTemplate } from './parse-template.ts';
import { refuseLiterals } from './refuse-literals.ts';
import { refuseMisplaced } from './refuse-misplaced.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';

/** Mappings and lists nested deeper than this are no template, and may have no end: YAML can refer to what it is in. */
const MAX_NESTING = 200;

/** A template as it was read, checked only for its outer shape. */
export interface Template {
  /** Name of the stack, `AWS::StackName`. */
  readonly stack: string;
  readonly file: string;
  readonly parameters: Readonly<Record<string, ParameterDeclaration>>;
  readonly mappings: Readonly<Record<string, unknown>>;
  readonly conditions: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, ResourceDeclaration>>;
  readonly outputs: Readonly<Record<string, OutputDeclaration>>;
  /** SAM's `Globals.Function`. */
  readonly functionGlobals: Readonly<Record<string, unknown>>;
  /** What puts things into it that it does not say, such as a macro. */
  readonly expansion: string | undefined;
}

export interface ParameterDeclaration {
  readonly type: string;
  readonly default: unknown;
  readonly allowedValues: readonly unknown[] | undefined;
}

export interface OutputDeclaration {
  readonly condition: string | undefined;
  readonly value: unknown;
  readonly exportName: unknown;
}

/**
 * Reads one stack's template.
 * @throws InputError `REACH_TEMPLATE_…` with the file and, where there is one, the resource
 */
export async function loadTemplate(
  stack: string,
  file: string,
  warn: (line: string) => void = () => {},
): Promise<Template> {
  return readTemplate(stack, file, await parseTemplate(file, warn));
}

/** @throws InputError `REACH_TEMPLATE_SHAPE` */
export function readTemplate(stack: string, file: string, data: unknown): Template {
  if (!isRecord(data)) throw notATemplate(file, 'expected a mapping with Resources');
  if (isDeeperThan(MAX_NESTING, data)) {
    throw notATemplate(file, `nested more than ${MAX_NESTING} deep, or in itself`);
  }
  if (!isRecord(data['Resources'])) {
    throw notATemplate(file, 'it has no Resources, or they are not a mapping');
  }
  const globals = section(file, data, 'Globals')['Function'];
  const resources = readResources(file, data['Resources']);
  refuseLiterals(file, resources);
  refuseMisplaced(file, resources);
  return {
    stack,
    file,
    parameters: mapValues(named(file, data, 'Parameters'), (declaration) => ({
      type: String(declaration['Type'] ?? 'String'),
      default: declaration['Default'],
      allowedValues: Array.isArray(declaration['AllowedValues'])
        ? declaration['AllowedValues']
        : undefined,
    })),
    mappings: section(file, data, 'Mappings'),
    conditions: section(file, data, 'Conditions'),
    resources,
    outputs: mapValues(named(file, data, 'Outputs'), (declaration) => ({
      condition: optionalString(declaration['Condition']),
      value: declaration['Value'],
      exportName: isRecord(declaration['Export']) ? declaration['Export']['Name'] : undefined,
    })),
    functionGlobals: isRecord(globals) ? globals : {},
    expansion: findExpansion(data),
  };
}

function readResources(file: string, declared: Record<string, unknown>) {
  const resources: Record<string, ResourceDeclaration> = {};
  for (const [id, declaration] of Object.entries(declared)) {
    // `Fn::Transform` and `Fn::ForEach` stand among the resources and are none.
    if (id.startsWith('Fn::')) continue;
    refuseName(file, 'resource', id);
    if (!isRecord(declaration) || typeof declaration['Type'] !== 'string') {
      throw notATemplate(file, `resource ${id} has no Type`);
    }
    const properties = declaration['Properties'] ?? {};
    if (!isRecord(properties)) {
      throw notATemplate(file, `the Properties of resource ${id} are not a mapping`);
    }
    resources[id] = {
      type: declaration['Type'],
      condition: optionalString(declaration['Condition']),
      properties,
      ...(isRecord(declaration['Metadata']) ? { init: declaration['Metadata'][INIT] } : {}),
    };
    if (isRecord(declaration['Connectors'])) {
      Object.assign(resources, embeddedConnectors(id, declaration, declaration['Connectors']));
    }
  }
  return resources;
}

/** "AWS::CloudFormation::Init" */
const INIT = 'AWS::CloudFormation::Init';

/** "Connectors" of a SAM resource: each is a resource of its own, whose source is the one that it stands on. */
function embeddedConnectors(
  id: string,
  { Condition: condition }: Readonly<Record<string, unknown>>,
  connectors: Readonly<Record<string, unknown>>,
): Record<string, ResourceDeclaration> {
  return Object.fromEntries(
    Object.entries(connectors).map(([name, connector]) => {
      const { Properties: stated } = isRecord(connector) ? connector : {};
      const properties = { Source: { Id: id }, ...(isRecord(stated) ? stated : {}) };
      const type = 'AWS::Serverless::Connector';
      return [`${id}${name}`, { type, condition: optionalString(condition), properties }];
    }),
  );
}

/**
 * "Resources", "Parameters", "Outputs": "the logical ID must be alphanumeric (A-Za-z0-9)". All that names something in
 * an answer is made of these.
 */
function refuseName(file: string, what: string, name: string): void {
  if (/^[A-Za-z0-9]+$/.test(name)) return;
  const shown = JSON.stringify(name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name);
  throw notATemplate(file, `the name of ${what} ${shown} is not alphanumeric (A-Za-z0-9)`);
}

/** Letters of a wrong name in a message. */
const MAX_SHOWN = 60;

/** A section of which each entry has a name that is alphanumeric. */
function named(file: string, data: Record<string, unknown>, name: 'Parameters' | 'Outputs') {
  const declared = section(file, data, name);
  for (const key of Object.keys(declared)) {
    if (!key.startsWith('Fn::')) refuseName(file, name.slice(0, -1).toLowerCase(), key);
  }
  return declared;
}

function section(file: string, data: Record<string, unknown>, name: string) {
  const value = data[name] ?? {};
  if (!isRecord(value)) throw notATemplate(file, `its ${name} are not a mapping`);
  return value;
}

function mapValues<T>(
  declared: Record<string, unknown>,
  read: (declaration: Record<string, unknown>) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(declared).map(([key, value]) => [key, read(isRecord(value) ? value : {})]),
  );
}

function isDeeperThan(levels: number, data: unknown): boolean {
  if (typeof data !== 'object' || data === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(data)) return data.some((item) => isDeeperThan(levels - 1, item));
  if (!isRecord(data)) return false;
  for (const key in data) if (isDeeperThan(levels - 1, data[key])) return true;
  return false;
}

function optionalString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function notATemplate(file: string, found: string): InputError {
  return new InputError('REACH_TEMPLATE_SHAPE', `${file}: not a CloudFormation template: ${found}`);
}
