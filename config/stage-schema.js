/**
 * The keys of a stage: what each takes and what it means, in two parts. Stages that share a network share the first
 * part. docs/stages.md and the test of every key are made from this.
 */
import * as v from 'valibot';
import { REGION_NAME, ZONE_NAME } from './region.js';
import { LONGEST_DRAIN } from './time-budget.js';

/** @param {number} min @param {number} max */
const integer = (min, max) =>
  v.pipe(
    v.number(),
    v.integer(),
    v.check((n) => n >= min && n <= max, `an integer from ${min} to ${max}`),
  );

const vpcBlock = v.pipe(
  v.string(),
  v.regex(/^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-8])$/, 'an IPv4 CIDR block from /16 to /28'),
);
const cidr = v.pipe(
  v.string(),
  v.regex(
    /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-7])$/,
    'an IPv4 CIDR block from /16 to /27: a load balancer takes no smaller subnet',
  ),
);
/**
 * A block for each address slot. Own subnets have all four from the first day; existing-vpc.js asks for that.
 * @template {v.GenericSchema} Block @param {Block} block
 */
const perSlot = (block) =>
  v.strictObject({ A: block, B: block, C: v.optional(block), D: v.optional(block) });

/** @param {string} prefix of the ids of one kind of thing in EC2 @param {string} what */
const physicalId = (prefix, what) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^${prefix}-[0-9a-z]+$`), `the id of ${what} (${prefix}-…)`),
  );
const subnetIds = v.strictObject({
  A: physicalId('subnet', 'a subnet'),
  B: physicalId('subnet', 'a subnet'),
  C: v.optional(physicalId('subnet', 'a subnet')),
});

const existingVpc = v.strictObject({
  id: physicalId('vpc', 'a VPC'),
  cidrs: v.pipe(v.array(vpcBlock), v.minLength(1, 'at least one block')),
  internetGatewayId: v.optional(physicalId('igw', 'an internet gateway')),
  publicSubnetIds: v.optional(subnetIds),
  privateSubnetIds: v.optional(subnetIds),
  interfaceEndpoints: v.optional(
    v.strictObject({
      logs: v.optional(
        v.strictObject({
          id: physicalId('vpce', 'an interface endpoint'),
          securityGroupId: physicalId('sg', 'a security group'),
        }),
      ),
    }),
  ),
});
const azName = v.union(
  [
    v.pipe(v.string(), v.regex(ZONE_NAME)),
    v.strictObject({
      'Fn::Select': v.tuple([integer(0, 5), v.strictObject({ 'Fn::GetAZs': v.literal('') })]),
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
const domainName = v.pipe(
  v.string(),
  v.regex(
    /^(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})?$/,
    'a host name in small letters (api.example.com), or nothing',
  ),
  v.maxLength(253, 'at most 253'),
);
/** API Gateway reads `<issuer>/.well-known/openid-configuration` over HTTPS. */
const issuer = v.pipe(
  v.string(),
  v.regex(
    /^https:\/\/[a-z0-9][a-z0-9.-]*(:\d+)?(\/[^\s?#]*)?$/i,
    'the address of an issuer as it stands in its tokens (https://…), without query',
  ),
);
const word = v.pipe(v.string(), v.regex(/^\S+$/, 'text without a space'));
const origin = v.pipe(
  v.string(),
  v.regex(
    /^(\*|https:\/\/[a-z0-9.-]+(:\d+)?|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/,
    'an origin without a path (https://shop.example.com; http for localhost alone), or *',
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

/** @template {v.GenericSchema} Schema @param {Schema} schema @param {string} meaning for docs/stages.md */
const key = (schema, meaning) => v.pipe(schema, v.description(meaning));

/** What a network is. */
const networkEntries = {
  region: key(
    v.optional(v.pipe(v.string(), v.regex(REGION_NAME, 'the name of a Region (eu-central-1)'))),
    'the one Region that this stage may be deployed to; `AWS_REGION` or `--region` that names another is refused',
  ),
  vpcCidr: key(vpcBlock, "the VPC's block, /16 to /28"),
  existingVpc: key(
    v.optional(existingVpc),
    'a VPC that is there already, as `npm run adopt` writes it: [existing-vpc.md](existing-vpc.md)',
  ),
  publicSubnetCidrs: key(
    v.optional(perSlot(vpcBlock)),
    'a block from /16 to /28 for each AZ slot, A to D; unused slots are kept, so that a third AZ never renumbers',
  ),
  privateSubnetCidrs: key(perSlot(cidr), 'the same for the private subnets, from /16 to /27'),
  azs: key(v.picklist(['AB', 'ABC']), 'the AZ slots in use: `AB` or `ABC`'),
  azNames: key(
    v.strictObject({ A: azName, B: azName, C: azName }),
    "the zone of each slot: a name (`us-east-1a`), which stays where it is when AWS's order changes, or the n-th of the Region",
  ),
  natMode: key(v.picklist(['none', 'single', 'per-az']), '`none`, `single`, `per-az`'),
  logsEndpoint: key(v.boolean(), 'interface endpoint of CloudWatch Logs'),
  containerEndpoints: key(
    v.boolean(),
    'interface endpoints of ECR, for containers in a stage without NAT gateway; not in the partitions of China and of the European Sovereign Cloud, where they have other names',
  ),
  apiPort: key(
    integer(1, 65535),
    "port of the internal load balancer: rules, listener and the caller's URL all read it",
  ),
};

/** The port of the container is in the rules of the network, too. */
const networkContainer = { port: integer(1024, 65535) };

const ownContainer = {
  cpu: v.picklist([...FARGATE_MEMORY.keys()]),
  memory: integer(512, 30_720),
  tasks: integer(1, 100),
};

/** What a stage is besides. */
const ownEntries = {
  networkStage: key(
    v.pipe(v.string(), v.regex(/^([a-z][a-z0-9-]*)?$/, 'the name of a stage, or nothing')),
    "whose network this stage uses, when not its own: what that stage says of its network (the keys above, and `container.port`) is then this one's, and is refused in its own file",
  ),
  callerInternetAccess: key(
    v.boolean(),
    'may the public caller open connections to the internet on 443?',
  ),
  healthCheck: key(
    v.union(
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
    "health checks of the protected function's target group",
  ),
  timeBudget: key(
    v.strictObject({
      callerFunction: integer(1, 29),
      callDeadline: seconds,
      callAttempt: seconds,
      protectedFunction: integer(1, 29),
      albIdle: integer(1, 4000),
      containerRequest: seconds,
      containerKeepAlive: seconds,
      containerDrainGrace: v.pipe(v.number(), v.minValue(0)),
      containerDrain: v.pipe(
        v.number(),
        v.check(
          (n) => n >= 0.5 && n <= LONGEST_DRAIN,
          `seconds from 0.5 to ${LONGEST_DRAIN}: ECS kills a task at most 120 seconds after it told it to end`,
        ),
      ),
    }),
    "seconds: caller function, deadline of the call, attempt, protected function, load balancer idle; the container's request, keep-alive, drain grace and drain",
  ),
  throttling: key(
    v.strictObject({ rateLimit: integer(1, 10_000), burstLimit: integer(1, 5_000) }),
    'requests a second over the whole HTTP API, and the burst above it',
  ),
  authorizer: key(
    v.picklist(['none', 'jwt', 'iam']),
    'what each route of the HTTP API asks of its caller: `none`, a token (`jwt`), or a signature of this account (`iam`): [who-may-call.md](who-may-call.md)',
  ),
  jwt: key(
    v.optional(
      v.strictObject({
        issuer,
        audience: v.pipe(v.array(word), v.minLength(1, 'at least one audience')),
        scopes: v.optional(v.array(word), []),
      }),
    ),
    'with `authorizer: jwt`, whose tokens are taken: `issuer`, `audience`, and `scopes`, of which a token needs one',
  ),
  cors: key(
    v.union(
      [
        v.literal(false),
        v.strictObject({
          allowedOrigins: v.pipe(v.array(origin), v.minLength(1, 'at least one origin')),
          allowedHeaders: v.optional(v.array(word), ['Authorization', 'Content-Type']),
          allowCredentials: v.optional(v.boolean(), false),
          maxAge: v.optional(integer(0, 86_400), 600),
        }),
      ],
      'false, or allowedOrigins, and where wanted allowedHeaders, allowCredentials, maxAge (seconds, 0 to 86400)',
    ),
    'the web pages whose scripts may call the HTTP API from a browser; its methods are those of the routes',
  ),
  publicDomainName: key(
    domainName,
    'a name of your own for the HTTP API; its default address is then switched off',
  ),
  publicCertificateArn: key(
    certificateArn,
    'a certificate for that name, of the same Region; needed with it',
  ),
  publicHostedZoneId: key(
    v.pipe(v.string(), v.regex(/^(Z[0-9A-Z]{1,31})?$/, 'the id of a hosted zone (Z…), or nothing')),
    'the zone of Route 53 that gets an alias record for it; without one the record is yours to make',
  ),
  ecsCaller: key(
    v.boolean(),
    'the security groups of the [ECS caller](ecs-caller.md), and leave to deploy it with `--with ecs-caller`; on a shared network both stages need it',
  ),
  certificateArn: key(
    certificateArn,
    'the certificate of its HTTPS listener; needed with `ecsCaller: true`',
  ),
  image: key(image, 'the image of its container; needed with `ecsCaller: true`'),
  container: key(
    v.pipe(
      v.strictObject({ ...networkContainer, ...ownContainer }),
      v.check(
        ({ cpu, memory }) => FARGATE_MEMORY.get(cpu)?.includes(memory) ?? false,
        'a memory that Fargate takes for this cpu',
      ),
    ),
    "the container's port; the size of a task in CPU units and MiB, as Fargate takes them; how many run",
  ),
  deployer: key(
    v.optional(
      v.strictObject({
        repository: v.pipe(
          v.string(),
          v.regex(
            /^[\w.-]+(@\d+)?\/[\w.-]+(@\d+)?$/,
            'a repository of GitHub (owner/name, or owner@id/name@id)',
          ),
        ),
        branch: v.optional(
          v.pipe(v.string(), v.regex(/^[\w./-]+$/, 'the name of a branch')),
          'main',
        ),
        oidcProviderArn: v.optional(
          v.pipe(
            v.string(),
            v.regex(
              /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
              "the ARN of the account's provider for GitHub (arn:aws:iam::…:oidc-provider/token.actions.githubusercontent.com)",
            ),
          ),
        ),
      }),
    ),
    'who may [deploy](deploy-rights.md) the stage: `repository` (`owner/name`) on GitHub, its `branch` (`main`), and `oidcProviderArn` where the account has a provider for GitHub already',
  ),
  permissionsBoundary: key(
    v.optional(
      v.union(
        [
          v.boolean(),
          v.pipe(v.string(), v.regex(/^[\w+=,.@-]+(\/[\w+=,.@-]+)*$/), v.maxLength(512)),
        ],
        'true, false, or the name of a managed policy of the account',
      ),
    ),
    'does every role carry a permissions boundary? `true`: that of the [deployer](deploy-rights.md); or the name of another policy of the account. `true` where `deployer` is set, else `false`',
  ),
  webAcl: key(
    v.boolean(),
    'AWS WAF before the load balancer of the ECS caller: [it refuses addresses that ask too often](ecs-caller.md#a-client-that-asks-too-often)',
  ),
  webAclRateLimit: key(
    integer(10, 2_000_000_000),
    'requests that it lets one IP address send in five minutes',
  ),
  deletionProtection: key(v.boolean(), 'of the load balancer and the stacks'),
  albAccessLogs: key(
    v.boolean(),
    'access logs of the load balancers, in buckets that outlive their stacks',
  ),
  alarms: key(
    v.boolean(),
    'the [alarms](alarms.md) of every service, and the dashboard of the stage',
  ),
  alarmTopicArn: key(
    v.pipe(
      v.string(),
      v.regex(
        /^(arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+)?$/,
        'the ARN of an SNS topic (arn:aws:sns:…), or nothing',
      ),
    ),
    "the topic that alarms are sent to, when not the network's own (`AlarmTopicArn`)",
  ),
  alarmThresholds: key(
    v.strictObject({
      httpApi5xx: integer(1, 1_000_000),
      httpApiLatencyMs: integer(1, 30_000),
      functionErrors: integer(1, 1_000_000),
      functionThrottles: integer(1, 1_000_000),
      durationPercent: integer(1, 100),
      loadBalancerErrors: integer(1, 1_000_000),
      natPacketsDropped: integer(1, 1_000_000_000),
    }),
    'how many in five minutes wake somebody; of latency the 95th percentile, of duration per cent of the time-out',
  ),
  logRetentionInDays: key(retentionDays, 'of function logs, access logs and flow logs'),
  reservedConcurrency: key(
    v.strictObject({
      protectedApi: v.optional(integer(1, 10_000)),
      publicCaller: v.optional(integer(1, 10_000)),
    }),
    'concurrent executions kept for a function, and its most; AWS leaves 100 of an account unreserved, so a new one cannot reserve any',
  ),
};

export const stageSchema = v.strictObject({ ...networkEntries, ...ownEntries });

/** Keys of a network. A dot leads into a map that network and stage share. */
export const NETWORK_KEYS = [
  ...Object.keys(networkEntries),
  ...Object.keys(networkContainer).map((inner) => `container.${inner}`),
];

/** @typedef {v.InferOutput<typeof stageSchema>} Stage */
