/**
 * Reads what a stage is: `defaults.yml` with `stages/<stage>.yml` laid over it.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { addressProblems } from './address-problems.js';
import { apiAddressProblem } from './api-address.js';
import { callersProblem } from './callers-problem.js';
import { configDirectory } from './config-directory.js';
import { ConfigError } from './config-error.js';
import { describeIssue } from './describe-issue.js';
import { vpcProblem } from './existing-vpc.js';
import { natProblem } from './nat-gateways.js';
import { isMap, readYamlMap } from './read-yaml-map.js';
import { regionProblem } from './region.js';
import { NETWORK_KEYS, stageSchema } from './stage-schema.js';
import { timeBudgetProblem } from './time-budget.js';

/** @typedef {import('./stage-schema.js').Stage} Stage */

/**
 * What a stack can be called (CreateStack), in small letters as everything else, and short: with the longest prefix, 60
 * characters are left for the service before a stack's name has 128.
 */
const STAGE_NAME = /^[a-z](-?[a-z0-9])*$/;
const STAGE_NAME_LIMIT = 40;

/** Keys that had another name: old → new. */
const RENAMED = { certificateArn: 'ecsCertificateArn' };

/**
 * Maps are merged key by key, everything else is replaced. A zone's `Fn::Select` gives way as a whole.
 * @param {Record<string, unknown>} base
 * @param {Record<string, unknown>} over
 * @returns {Record<string, unknown>}
 */
function merge(base, over) {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] =
      isMap(below) && isMap(value) && !('Fn::Select' in value) ? merge(below, value) : value;
  }
  return merged;
}

/**
 * The stages that have a file, sorted.
 * @param {string} [directory] folder with `stages/`
 */
export function listStages(directory = configDirectory) {
  return readdirSync(join(directory, 'stages'))
    .filter((file) => file.endsWith('.yml'))
    .map((file) => file.slice(0, -'.yml'.length))
    .sort();
}

/**
 * @param {string} stage
 * @returns {string | undefined} one line; undefined for a name that stacks can carry
 */
export function stageNameProblem(stage) {
  return STAGE_NAME.test(stage) && stage.length <= STAGE_NAME_LIMIT
    ? undefined
    : `"${stage}" cannot be in the name of a stack; expected small letters, digits and single hyphens, beginning with a letter, at most ${STAGE_NAME_LIMIT} characters`;
}

/** The stage of `npm start`, which is never deployed. */
export const LOCAL_STAGE = 'local';

/**
 * Those that are deployed.
 * @param {string} [directory] folder with `stages/`
 */
export const listDeployedStages = (directory = configDirectory) =>
  listStages(directory).filter((stage) => stage !== LOCAL_STAGE);

/**
 * The stage that is meant where none is named, by what changes nothing: as osls has it, or the first that there is.
 * @param {string} [directory] folder with `stages/`
 */
export function defaultStage(directory = configDirectory) {
  const stages = listDeployedStages(directory);
  return stages.includes('dev') ? 'dev' : (stages[0] ?? 'dev');
}

/**
 * @param {string} stage
 * @param {string} directory
 * @returns {Record<string, unknown>} what its own file says
 * @throws {ConfigError} STAGE_UNKNOWN, STAGE_FILE_UNREADABLE
 */
function readStageFile(stage, directory) {
  const stages = listStages(directory);
  if (!stages.includes(stage)) {
    throw new ConfigError(
      'STAGE_UNKNOWN',
      `Stage "${stage}" has no file config/stages/${stage}.yml; there are: ${stages.join(', ')}`,
    );
  }
  return readYamlMap(join(directory, 'stages', `${stage}.yml`), 'STAGE_FILE_UNREADABLE');
}

/**
 * A stage that uses another's network has these values of it, so that it says them nowhere else.
 * @param {string} stage
 * @param {Record<string, unknown>} own what its file says
 * @param {Record<string, unknown>} defaults
 * @param {string} directory
 * @returns {Record<string, unknown>} the network's values, where the stage uses another's
 * @throws {ConfigError} STAGE_NETWORK_SHARED, STAGE_UNKNOWN, STAGE_FILE_UNREADABLE
 */
function readSharedNetwork(stage, own, defaults, directory) {
  const { networkStage } = own;
  if (typeof networkStage !== 'string' || networkStage === '' || networkStage === stage) return {};
  const network = readStageFile(networkStage, directory);
  const said = NETWORK_KEYS.find((key) => valueAt(own, key) !== undefined);
  const withoutGroups = merge(defaults, own).ecsCaller && !merge(defaults, network).ecsCaller;
  const problem =
    (network.networkStage &&
      network.networkStage !== networkStage &&
      `uses the network of "${network.networkStage}" itself; expected that`) ||
    (said && `says ${said} for this stage, too; expected no ${said} here`) ||
    (withoutGroups &&
      `has ecsCaller: false, so its network has no groups for the ECS caller of this stage; expected ecsCaller: true in both, or in none`);
  if (problem) {
    const where = `config/stages/${stage}.yml: networkStage`;
    throw new ConfigError('STAGE_NETWORK_SHARED', `${where}: stage "${networkStage}" ${problem}`);
  }
  // A network that could not be deployed as that stage says it is none for this one either.
  loadStage(networkStage, directory);
  return NETWORK_KEYS.map((key) => atKey(key, valueAt(network, key))).reduce(merge, {});
}

/** @param {Record<string, unknown>} values @param {string} key `a`, or `a.b` */
function valueAt(values, key) {
  const [outer = '', inner] = key.split('.');
  const value = values[outer];
  return inner === undefined ? value : isMap(value) ? value[inner] : undefined;
}

/**
 * @param {string} key
 * @param {unknown} value
 * @returns {Record<string, unknown>} the value under its key; nothing when there is none
 */
function atKey(key, value) {
  const [outer = '', inner] = key.split('.');
  if (value === undefined) return {};
  return { [outer]: inner === undefined ? value : { [inner]: value } };
}

/**
 * Reads one stage.
 * @param {string} stage name of a file in `stages/`, without `.yml`
 * @param {string} [directory] folder with `defaults.yml` and `stages/`
 * @returns {Stage} with the stage itself as `networkStage` where it names no other
 * @throws {ConfigError} STAGE_UNKNOWN, STAGE_FILE_UNREADABLE, STAGE_NAME_INVALID, STAGE_NETWORK_SHARED,
 *   STAGE_VALUE_INVALID, STAGE_VALUE_MISSING, STAGE_TIME_BUDGET_INVALID, STAGE_CALLERS_INVALID, STAGE_API_INVALID, STAGE_ZONES_INVALID, STAGE_NAT_INVALID,
 *   STAGE_VPC_INVALID, STAGE_ADDRESSES_INVALID, STAGE_REGION_REFUSED
 */
export function loadStage(stage, directory = configDirectory) {
  const values = loadStageBeforeAdoption(stage, directory);
  const file = `config/stages/${stage}.yml`;
  const vpc = vpcProblem(values);
  if (vpc !== undefined) throw new ConfigError('STAGE_VPC_INVALID', `${file}: ${vpc}`);
  const [overlap] = addressProblems(values);
  if (overlap !== undefined) {
    throw new ConfigError('STAGE_ADDRESSES_INVALID', `${file}: ${overlap}`);
  }
  return values;
}

/**
 * The same, for the command that is about to write what the stage says of its VPC: that need not fit yet.
 * @param {string} stage
 * @param {string} [directory]
 * @returns {Stage}
 * @throws {ConfigError} the others
 */
export function loadStageBeforeAdoption(stage, directory = configDirectory) {
  const own = readStageFile(stage, directory);
  const file = `config/stages/${stage}.yml`;
  const badName = stageNameProblem(stage);
  if (badName !== undefined) throw new ConfigError('STAGE_NAME_INVALID', `${file}: ${badName}`);
  const renamed = Object.entries(RENAMED).find(([old]) => old in own);
  if (renamed)
    throw new ConfigError(
      'STAGE_VALUE_INVALID',
      `${file}: ${renamed[0]} is called ${renamed[1]} now; expected that name`,
    );
  const defaults = readYamlMap(join(directory, 'defaults.yml'), 'STAGE_FILE_UNREADABLE');
  const network = readSharedNetwork(stage, own, defaults, directory);
  const below = isDeepStrictEqual(network, {})
    ? 'config/defaults.yml'
    : `config/defaults.yml and the network of config/stages/${own['networkStage']}.yml`;
  const result = v.safeParse(stageSchema, [network, own].reduce(merge, defaults));
  if (!result.success) {
    throw new ConfigError(
      'STAGE_VALUE_INVALID',
      `${file} (over ${below}): ${describeIssue(result.issues[0], stageSchema)}`,
    );
  }
  const values = { ...result.output, networkStage: result.output.networkStage || stage };
  for (const [code, problemOf] of RULES) {
    const problem = problemOf(values);
    if (problem) throw new ConfigError(code, `${file} (over ${below}): ${problem}`);
  }
  return values;
}

/**
 * What no key says alone: error code → what is wrong, one line.
 * @type {readonly (readonly [string, (stage: Stage) => string | undefined])[]}
 */
const RULES = [
  ['STAGE_VALUE_MISSING', missingForEcsCaller],
  ['STAGE_TIME_BUDGET_INVALID', timeBudgetProblem],
  ['STAGE_CALLERS_INVALID', callersProblem],
  ['STAGE_API_INVALID', apiAddressProblem],
  ['STAGE_ZONES_INVALID', zoneTwice],
  ['STAGE_NAT_INVALID', natProblem],
  ['STAGE_REGION_REFUSED', (stage) => stage.region && regionProblem(stage, stage.region)],
];

/**
 * A load balancer wants its subnets in different zones.
 * @param {Stage} stage
 */
function zoneTwice({ azs, azNames }) {
  const zones = Object.entries(azNames).filter(([letter]) => azs.includes(letter));
  for (const [letter, zone] of zones) {
    const [other] = zones.find(([, one]) => isDeepStrictEqual(one, zone)) ?? [];
    if (other === letter) continue;
    return `azNames: ${other} and ${letter} are both ${typeof zone === 'string' ? zone : JSON.stringify(zone)}; expected a zone of its own for each`;
  }
  return undefined;
}

/**
 * @param {Stage} stage
 * @returns {string | undefined} what the ECS caller lacks, if it is on
 */
function missingForEcsCaller({ ecsCaller, ...stage }) {
  if (!ecsCaller) return undefined;
  if (stage.ecsCertificateArn === '')
    return 'ecsCaller is true and ecsCertificateArn is missing; expected the ARN of a certificate for its HTTPS listener';
  if (stage.image === '')
    return 'ecsCaller is true and image is missing; expected the container image to run';
  const hasWayOut = stage.natMode !== 'none' || (stage.containerEndpoints && stage.logsEndpoint);
  if (!hasWayOut)
    return 'ecsCaller is true and natMode is none; expected a NAT gateway, or containerEndpoints and logsEndpoint, to pull the image and to log';
  return undefined;
}
