/**
 * What a stage is: `defaults.yml` with `stages/<stage>.yml` laid over it.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { addressProblems } from './address-problems.js';
import { configDirectory } from './config-directory.js';
import { ConfigError } from './config-error.js';
import { describeIssue } from './describe-issue.js';
import { isMap, readYamlMap } from './read-yaml-map.js';

/** @param {number} min @param {number} max */
const integer = (min, max) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.check((n) => n >= min && n <= max, `an integer from ${min} to ${max}`),
  );

const cidr = v.pipe(
  v.string(),
  v.regex(/^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-8])$/, 'an IPv4 CIDR block from /16 to /28'),
);
const perSlot = v.strictObject({ A: cidr, B: cidr, C: cidr, D: cidr });
const azName = v.union(
  [
    v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/)),
    v.strictObject({
      'Fn::Select': v.tuple([integer(0, 5), v.strictObject({ 'Fn::GetAZs': v.string() })]),
    }),
  ],
  'the name of a zone (us-east-1a), or Fn::Select over Fn::GetAZs',
);
const seconds = v.pipe(v.number(), v.minValue(0.5));

/** The days that CloudWatch Logs accepts (API reference, PutRetentionPolicy). */
const retentionDays = v.picklist([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]);

const certificateArn = v.pipe(
  v.string(),
  v.regex(
    /^(arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+)?$/,
    'the ARN of a certificate (arn:aws:acm:…:certificate/…), or nothing',
  ),
);
const image = v.pipe(
  v.string(),
  v.regex(/^(\S+[:@]\S+)?$/, 'a container image with its tag or digest, or nothing'),
);

/** MiB that Fargate takes for a number of CPU units (ECS developer guide, "Task CPU and memory"). */
const FARGATE_MEMORY = new Map([
  [256, [512, 1024, 2048]],
  [512, gibibytes(1, 4)],
  [1024, gibibytes(2, 8)],
  [2048, gibibytes(4, 16)],
  [4096, gibibytes(8, 30)],
]);

/** @param {number} from @param {number} to */
function gibibytes(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * 1024);
}

const container = v.pipe(
  v.strictObject({
    port: integer(1024, 65535),
    cpu: v.picklist([...FARGATE_MEMORY.keys()]),
    memory: integer(512, 30_720),
    tasks: integer(1, 100),
  }),
  v.check(
    ({ cpu, memory }) => FARGATE_MEMORY.get(cpu)?.includes(memory) ?? false,
    'a memory that Fargate takes for this cpu',
  ),
);

export const stageSchema = v.strictObject({
  vpcCidr: cidr,
  publicSubnetCidrs: perSlot,
  privateSubnetCidrs: perSlot,
  azs: v.picklist(['AB', 'ABC']),
  azNames: v.strictObject({ A: azName, B: azName, C: azName }),
  natMode: v.picklist(['none', 'single', 'per-az']),
  logsEndpoint: v.boolean(),
  containerEndpoints: v.boolean(),
  networkStage: v.pipe(
    v.string(),
    v.regex(/^([a-z][a-z0-9-]*)?$/, 'the name of a stage, or nothing'),
  ),
  apiPort: integer(1, 65535),
  callerInternetAccess: v.boolean(),
  healthCheck: v.union(
    [
      v.literal(false),
      v.strictObject({
        path: v.pipe(v.string(), v.startsWith('/')),
        intervalSeconds: integer(35, 300),
        timeoutSeconds: integer(2, 30),
        healthyThresholdCount: integer(2, 10),
        unhealthyThresholdCount: integer(2, 10),
      }),
    ],
    'false, or path, intervalSeconds (35 to 300), timeoutSeconds (2 to 30), healthyThresholdCount and unhealthyThresholdCount (2 to 10)',
  ),
  timeBudget: v.strictObject({
    callerFunction: seconds,
    callDeadline: seconds,
    callAttempt: seconds,
    protectedFunction: seconds,
    albIdle: seconds,
    containerRequest: seconds,
    containerKeepAlive: seconds,
    containerDrainGrace: v.pipe(v.number(), v.minValue(0)),
    containerDrain: seconds,
  }),
  throttling: v.strictObject({ rateLimit: integer(1, 10_000), burstLimit: integer(1, 5_000) }),
  ecsCaller: v.boolean(),
  certificateArn,
  image,
  container,
  deletionProtection: v.boolean(),
  albAccessLogs: v.boolean(),
  logRetentionInDays: retentionDays,
  reservedConcurrency: v.strictObject({
    protectedApi: v.optional(integer(1, 10_000)),
    publicCaller: v.optional(integer(1, 10_000)),
  }),
});

/** @typedef {v.InferOutput<typeof stageSchema>} Stage */

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

/** What a network is. A stage that uses another's has these values of it, so that it says them nowhere else. */
export const NETWORK_KEYS = [
  'vpcCidr',
  'publicSubnetCidrs',
  'privateSubnetCidrs',
  'azs',
  'azNames',
  'natMode',
  'logsEndpoint',
  'containerEndpoints',
  'apiPort',
];

/**
 * @param {string} stage
 * @param {Record<string, unknown>} own what its file says
 * @param {string} directory
 * @returns {Record<string, unknown>} the network's values, where the stage uses another's
 * @throws {ConfigError} STAGE_NETWORK_SHARED, STAGE_UNKNOWN, STAGE_FILE_UNREADABLE
 */
function readSharedNetwork(stage, { networkStage, ...own }, directory) {
  if (typeof networkStage !== 'string' || networkStage === '' || networkStage === stage) return {};
  const network = readStageFile(networkStage, directory);
  const said = NETWORK_KEYS.find((key) => key in own);
  const problem =
    (network.networkStage &&
      network.networkStage !== networkStage &&
      `uses the network of "${network.networkStage}" itself; expected that`) ||
    (said && `says ${said} for this stage, too; expected no ${said} here`);
  if (problem) {
    const where = `config/stages/${stage}.yml: networkStage`;
    throw new ConfigError('STAGE_NETWORK_SHARED', `${where}: stage "${networkStage}" ${problem}`);
  }
  return Object.fromEntries(
    NETWORK_KEYS.filter((key) => key in network).map((key) => [key, network[key]]),
  );
}

/**
 * Reads one stage.
 * @param {string} stage name of a file in `stages/`, without `.yml`
 * @param {string} [directory] folder with `defaults.yml` and `stages/`
 * @returns {Stage} with the stage itself as `networkStage` where it names no other
 * @throws {ConfigError} STAGE_UNKNOWN, STAGE_FILE_UNREADABLE, STAGE_NETWORK_SHARED, STAGE_VALUE_INVALID,
 *   STAGE_VALUE_MISSING, STAGE_ADDRESSES_INVALID
 */
export function loadStage(stage, directory = configDirectory) {
  const own = readStageFile(stage, directory);
  const values = [readSharedNetwork(stage, own, directory), own].reduce(
    merge,
    readYamlMap(join(directory, 'defaults.yml'), 'STAGE_FILE_UNREADABLE'),
  );
  const result = v.safeParse(stageSchema, values);
  if (result.success) {
    const missing = missingForEcsCaller(result.output);
    if (missing !== undefined) {
      throw new ConfigError(
        'STAGE_VALUE_MISSING',
        `config/stages/${stage}.yml (over config/defaults.yml): ecsCaller is true and ${missing}`,
      );
    }
    const [problem] = addressProblems(result.output);
    if (problem === undefined) {
      return { ...result.output, networkStage: result.output.networkStage || stage };
    }
    throw new ConfigError('STAGE_ADDRESSES_INVALID', `config/stages/${stage}.yml: ${problem}`);
  }
  const [issue] = result.issues;
  throw new ConfigError(
    'STAGE_VALUE_INVALID',
    `config/stages/${stage}.yml (over config/defaults.yml): ${describeIssue(issue)}`,
  );
}

/**
 * @param {Stage} stage
 * @returns {string | undefined} what the ECS caller lacks, if it is on
 */
function missingForEcsCaller({ ecsCaller, ...stage }) {
  if (!ecsCaller) return undefined;
  if (stage.certificateArn === '')
    return 'certificateArn is missing; expected the ARN of a certificate for its HTTPS listener';
  if (stage.image === '') return 'image is missing; expected the container image to run';
  const hasWayOut = stage.natMode !== 'none' || (stage.containerEndpoints && stage.logsEndpoint);
  if (!hasWayOut)
    return 'natMode is none; expected a NAT gateway, or containerEndpoints and logsEndpoint, to pull the image and to log';
  return undefined;
}
