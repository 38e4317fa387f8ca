import { InputError } from '@private-lambda/command-line/input-error';
import * as v from 'valibot';
import { readYamlFile } from '../template/read-yaml-file.ts';
import { describeIssues } from './describe-issue.ts';

const name = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'words joined by hyphens'),
);
const resource = v.pipe(
  v.string(),
  v.regex(
    /^([A-Za-z][\w-]*(\/[A-Za-z0-9*]+)+|vpc\/\S.*)$/,
    '<stack>/<LogicalId>, or vpc/<id or name> of the inventory',
  ),
  // claims/each-node.ts
  v.check((id) => id.startsWith('vpc/') || id.split('*').length <= 2, 'at most one *'),
);
const groups = v.union([v.pipe(resource, v.transform(list)), v.array(resource)]);
/** A claim about nobody, nowhere or no port would hold whatever the templates say. */
const notEmpty = 'expected at least one; of none, the claim would say nothing';
const resources = v.pipe(groups, v.minLength(1, notEmpty));
/** Somebody who may or may not exist, by the groups they wear. */
const wearer = v.union([
  v.strictObject({ wearing: groups, in: resources }),
  v.strictObject({ wearingOnly: groups, in: resources }),
  v.strictObject({ wearingAllBut: groups, in: resources }),
]);
const source = v.union([resource, v.literal('internet'), wearer]);
const anySources = v.union([v.pipe(source, v.transform(list)), v.array(source)]);
const sources = v.pipe(anySources, v.minLength(1, notEmpty));

const destination = v.union([
  resource,
  v.literal('internet'),
  v.pipe(v.string(), v.regex(/^aws:[a-z0-9][a-z0-9.-]*$/)),
  /** A server that wears these groups, and answers on every port. */
  v.strictObject({ wearing: groups, in: resources }),
  /** A server whose own group admits everybody. */
  v.strictObject({ openServerIn: resources }),
]);

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));
const portList = v.union([v.pipe(port, v.transform(list)), v.array(port)]);
const ports = v.union([
  v.pipe(portList, v.minLength(1, notEmpty)),
  v.literal('any'),
  v.strictObject({ allBut: portList }),
]);

const WAYS = ['nat-gateway', 'internet-gateway', 'interface-endpoint', 'gateway-endpoint'] as const;

const claimSchema = v.pipe(
  v.strictObject({
    id: name,
    /** The claim as a sentence. */
    says: v.string(),
    /** It is made only where these variables have these values. */
    where: v.optional(v.record(v.string(), v.string())),
    /** It is made only where the condition of this resource holds. */
    ifExists: v.optional(resource),
    reachable: v.optional(v.strictObject({ from: sources, to: destination, ports })),
    blocked: v.optional(v.strictObject({ from: sources, to: destination, ports })),
    /** From nobody means what it says: no one at all. */
    only: v.optional(v.strictObject({ from: anySources, to: destination, ports })),
    way: v.optional(
      v.strictObject({
        from: sources,
        to: destination,
        ports,
        through: v.picklist(WAYS),
        ofOwnZone: v.optional(v.boolean(), false),
      }),
    ),
    noPublicAddress: v.optional(resources),
    doors: v.optional(v.strictObject({ of: resource, exactly: v.array(v.string()) })),
  }),
  v.check(
    ({ reachable, blocked, only, way, noPublicAddress, doors }) =>
      [reachable, blocked, only, way, noPublicAddress, doors].filter(Boolean).length === 1,
    'expected exactly one of reachable, blocked, only, way, noPublicAddress and doors',
  ),
);

const policySchema = v.strictObject({
  version: v.literal(1),
  /** Short names of the stacks: a name, or a pattern such as `network-${stage}`; some may be missing. */
  stacks: v.record(
    v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]*$/, 'a letter, then letters, digits, _ and -')),
    v.union([v.string(), v.strictObject({ name: v.string(), optional: v.literal(true) })]),
  ),
  claims: v.pipe(
    v.array(claimSchema),
    v.minLength(1),
    v.check(
      (claims) => new Set(claims.map(({ id }) => id)).size === claims.length,
      'ids that differ',
    ),
  ),
});

export type Policy = v.InferOutput<typeof policySchema>;
export type Claim = Policy['claims'][number];
export type Source = v.InferOutput<typeof source>;
export type Destination = v.InferOutput<typeof destination>;
export type Ports = v.InferOutput<typeof ports>;
export type Way = (typeof WAYS)[number];

/**
 * Reads a file of claims; docs/claims.md describes the format.
 * @param given values of the variables that stand for a whole value in a claim, such as a port
 * @throws InputError `REACH_POLICY_…` with the file and the place in it
 */
export function readPolicy(file: string, given: ReadonlyMap<string, string> = new Map()): Policy {
  const data = readYamlFile(file, 'REACH_POLICY_UNREADABLE', 'a policy');
  const result = v.safeParse(policySchema, withValues(data, given, file));
  if (result.success) return result.output;
  const what = describeIssues(policySchema, result.issues);
  throw new InputError('REACH_POLICY_INVALID', `${file}: ${what}`);
}

function list<T>(item: T): T[] {
  return [item];
}

/**
 * Puts the given values in: a text that is one variable (`${apiPort}`) becomes its value, a number where it is one, and
 * numbers where it is some (`80,443`).
 */
function withValues(data: unknown, given: ReadonlyMap<string, string>, file: string): unknown {
  if (Array.isArray(data)) return data.map((item) => withValues(item, given, file));
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        // A pattern takes its values from the names of the stacks, too.
        key === 'stacks' ? value : withValues(value, given, file),
      ]),
    );
  }
  const name = typeof data === 'string' ? /^\$\{([\w.]+)\}$/.exec(data)?.[1] : undefined;
  if (name === undefined) return data;
  const value = given.get(name);
  if (value === undefined) {
    throw new InputError(
      'REACH_POLICY_VARIABLE',
      `${file}: \${${name}} has no value; expected --var ${name}=…`,
    );
  }
  if (/^\d+(,\d+)+$/.test(value)) return value.split(',').map(Number);
  return /^\d+$/.test(value) ? Number(value) : value;
}
