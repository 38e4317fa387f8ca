/**
 * The keys of a stage: what each takes and what it means, in two parts. Stages that share a network share the first
 * part. docs/stages.md and the test of every key are made from this.
 */
import * as v from 'valibot';
import { REGION_NAME } from './region.js';
import {
  azName,
  certificateArn,
  certificateAuthority,
  cidr,
  domainName,
  elasticIps,
  existingVpc,
  FARGATE_MEMORY,
  hostedZone,
  hostedZoneId,
  image,
  integer,
  issuer,
  origin,
  perSlot,
  retentionDays,
  seconds,
  vpcBlock,
  word,
} from './stage-values.js';
import { LONGEST_DRAIN } from './time-budget.js';

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
  natMode: key(
    v.picklist(['none', 'single', 'per-az', 'regional']),
    'the way out: `none`, `single`, `per-az`, `regional`: [ways-out.md](ways-out.md)',
  ),
  natElasticIps: key(
    v.optional(elasticIps),
    'Elastic IPs of your own for the NAT gateways, by AZ letter (`A: eipalloc-…`); a gateway without one gets an address that the network makes: [ways-out.md](ways-out.md)',
  ),
  logsEndpoint: key(v.boolean(), 'interface endpoint of CloudWatch Logs'),
  containerEndpoints: key(
    v.boolean(),
    'interface endpoints of ECR, for containers in a stage without NAT gateway; not in the partitions of China and of the European Sovereign Cloud, where they have other names',
  ),
  apiProtocol: key(
    v.picklist(['http', 'both', 'https']),
    'what the internal load balancer speaks: `http`, `https`, or `both`, on the way from one to the other: [https-inside.md](https-inside.md)',
  ),
  apiPort: key(
    integer(1, 65535),
    "its port for HTTP: rules, listener and the caller's URL all read it",
  ),
  apiTlsPort: key(integer(1, 65535), 'its port for HTTPS, likewise'),
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
  callersUse: key(
    v.optional(v.picklist(['http', 'https'])),
    'with `apiProtocol: both`, which of the two the callers use; `http` where it says nothing',
  ),
  apiDomainName: key(
    domainName,
    'a name of your own for the internal load balancer, by which its callers know it; needed for HTTPS, which shows the certificate of a name',
  ),
  apiCertificateArn: key(
    certificateArn,
    'a certificate for that name, of the same Region; needed for HTTPS',
  ),
  apiHostedZone: key(
    hostedZone,
    'who answers for that name in the VPC: `made`, a private hosted zone of exactly that name; or the id of a private zone of Route 53 that the VPC has, which gets an alias record; without one the record is yours to make',
  ),
  apiCertificateAuthority: key(
    certificateAuthority,
    "certificates in PEM that the callers trust, and no others, where that certificate is of a private authority; ACM's public ones need none",
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
    hostedZoneId,
    'the zone of Route 53 that gets an alias record for it; without one the record is yours to make',
  ),
  ecsCaller: key(
    v.boolean(),
    'the security groups of the [ECS caller](ecs-caller.md), and leave to deploy it with `--with ecs-caller`; on a shared network both stages need it',
  ),
  ecsDomainName: key(
    domainName,
    'a name of your own for its load balancer, which its certificate carries',
  ),
  ecsHostedZoneId: key(
    hostedZoneId,
    'the zone of Route 53 that gets an alias record for it; without one the record is yours to make',
  ),
  ecsCertificateArn: key(
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
