/**
 * What the `serverless.yml` files ask for as `${file(../../config/osls.js):<name>}`: osls calls the function of that
 * name, and reads what follows a dot (`functionName.api`) from the answer. Plain JavaScript, because osls loads it.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { protectedApiUrlValue } from './api-address.js';
import { configDirectory } from './config-directory.js';
import { ConfigError } from './config-error.js';
import { findNamedRegion } from './named-region.js';
import * as names from './names.js';
import { loadProject } from './project.js';
import { isMap } from './read-yaml-map.js';
import { chooseRegion } from './region.js';
import { loadStage } from './stage.js';
import { drainTimes } from './time-budget.js';

/** @typedef {{ resolveVariable: (address: string) => Promise<unknown> }} Osls */

/** The name of the project, for the tags of everything. */
export const project = () => inOneLine(() => loadProject().name);

/** What the name of everything begins with. */
export const prefix = () => inOneLine(() => loadProject().prefix);

/**
 * `params`: the values of the stage under flat names, since osls knows a parameter by one: `${param:natMode}`,
 * `${param:privateSubnetCidrs.A}`; and what follows from them, such as `${param:stacks.network}`, the stack of that
 * service that this stage uses.
 * @param {Osls} osls
 */
export async function params(osls) {
  const stage = String(await osls.resolveVariable('sls:stage'));
  return inOneLine(() => {
    const values = loadStage(stage);
    const stacks = stacksOf(stage, values.networkStage);
    const derived = {
      stacks,
      protectedApiUrl: protectedApiUrlValue(values, stacks[names.PROTECTED_API] ?? ''),
      nearTimeoutMs: nearTimeoutMs(values),
      boundary: names.boundaryOf(loadProject().prefix, stage, values),
      ...drainTimes(values.timeBudget),
    };
    return { [stage]: flatten({ ...values, ...derived }) };
  });
}

/**
 * From how many milliseconds on a call of each function is near its time-out, as `alarmThresholds.durationPercent` says.
 * @param {import('./stage-schema.js').Stage} stage
 */
function nearTimeoutMs({ timeBudget, alarmThresholds: { durationPercent } }) {
  const near = (/** @type {number} */ seconds) => Math.floor(seconds * 10 * durationPercent);
  return {
    callerFunction: near(timeBudget.callerFunction),
    protectedFunction: near(timeBudget.protectedFunction),
  };
}

/**
 * `provider.region`: that of the stage, else the one that somebody names, as for the tools, else us-east-1. What of the
 * stage does not fit a Region that nobody named is left to the deploy: templates are good for every Region.
 * @param {Osls} osls
 * @param {Readonly<Record<string, string | undefined>>} [environment]
 */
export async function region({ resolveVariable }, environment = process.env) {
  const stage = String(await resolveVariable('sls:stage'));
  const option = String(await resolveVariable("opt:region, ''"));
  const profile =
    String(await resolveVariable("opt:aws-profile, ''")) ||
    environment[`AWS_${stage.toUpperCase()}_PROFILE`];
  const said = await findNamedRegion({ option, environment, profile });
  return inOneLine(() => {
    const settings = loadStage(stage);
    const chosen = chooseRegion(said || settings.region ? settings : {}, said);
    if ('region' in chosen) return chosen.region;
    throw new ConfigError('STAGE_REGION_REFUSED', `Stage "${stage}": ${chosen.problem}`);
  });
}

/** `functionName.<key>`: the name of the function that has this key. @param {Osls} osls */
export async function functionName(osls) {
  const stack = await ownStack(osls);
  return byKey((key) => names.functionName(stack, key));
}

/** `targetGroupName.<key>`: the name of the target group of the function that has this key. @param {Osls} osls */
export async function targetGroupName(osls) {
  const service = String(await osls.resolveVariable('self:service'));
  const stage = String(await osls.resolveVariable('sls:stage'));
  return byKey((key) => names.targetGroupName(service, key, stage));
}

/**
 * `rulePriority.<key>`: the priority of the listener rule of the function that has this key, by its place in
 * `custom.behindTheListener`. The lowest is looked at first: what came later may take paths out of what was there.
 * @param {Osls} osls
 */
export async function rulePriority({ resolveVariable }) {
  const keys = await resolveVariable('self:custom.behindTheListener');
  const known = Array.isArray(keys) ? keys.map(String) : [];
  return byKey((key) => {
    const place = known.indexOf(key);
    if (place >= 0 && place === known.lastIndexOf(key)) return names.FIRST_RULE_PRIORITY - place;
    return inOneLine(() => {
      throw new ConfigError(
        'CONFIG_RULE_UNKNOWN',
        `serverless.yml: custom.behindTheListener is [${known.join(', ')}]; expected ${key} in it, once`,
      );
    });
  });
}

/** The role of the functions, for `Fn::Sub`. @param {Osls} osls */
export const roleName = async (osls) => names.roleName(await ownStack(osls));

/**
 * @param {string} stage
 * @param {string} networkStage
 * @returns {Record<string, string>} service → its stack
 */
function stacksOf(stage, networkStage) {
  const { prefix } = loadProject();
  const services = join(configDirectory, '..', 'services');
  return Object.fromEntries(
    readdirSync(services)
      .filter((service) => existsSync(join(services, service, 'serverless.yml')))
      .map((service) => [
        service,
        names.stackName(prefix, service, service === names.NETWORK ? networkStage : stage),
      ]),
  );
}

/** The stack of the service that asks. @param {Osls} osls */
async function ownStack({ resolveVariable }) {
  return `${await resolveVariable('self:service')}-${await resolveVariable('sls:stage')}`;
}

/**
 * osls says no key when it calls, and reads it from the answer: any key has a name. (It follows a proxy on purpose.)
 * @template T
 * @param {(key: string) => T} nameOf
 * @returns {Record<string, T>}
 */
function byKey(nameOf) {
  // An answer with a `then` would be awaited like a promise.
  return new Proxy({}, { get: (_, key) => (key === 'then' ? undefined : nameOf(String(key))) });
}

/**
 * @param {Record<string, unknown>} values
 * @returns {Record<string, unknown>} the values, and those further down as `<key>.<key>`
 */
function flatten(values) {
  const flat = { ...values };
  for (const [key, value] of Object.entries(values)) {
    if (!isMap(value)) continue;
    for (const [inner, innerValue] of Object.entries(flatten(value))) {
      flat[`${key}.${inner}`] = innerValue;
    }
  }
  return flat;
}

/**
 * osls prints the stack of whatever is thrown; what the user has to change is one line.
 * @template T
 * @param {() => T} read
 * @returns {T}
 */
function inOneLine(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) error.stack = `${error.message} [${error.code}]`;
    throw error;
  }
}
