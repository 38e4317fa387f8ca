import fc from 'fast-check';
import type { Stage } from '../../config/stage.js';

/** Keys that depend on each other, drawn together. */
type Together =
  | 'authorizer'
  | 'jwt'
  | `nat${string}`
  | `public${string}`
  | 'callersUse'
  | `api${string}`;

/** Not drawn: whose network a stage uses is another stage's matter, and a VPC that is there comes from an account. */
type NotDrawn = 'networkStage' | 'existingVpc';

const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';
const zone = (letter: string) => fc.constantFrom(`${REGION}${letter}`);
/** The blocks of four slots: `10.<n>.<first>.0/<size>` and so on. */
const slots = (n: number, first: number, step: number, size: number) => ({
  A: `10.${n}.${first}.0/${size}`,
  B: `10.${n}.${first + step}.0/${size}`,
  C: `10.${n}.${first + 2 * step}.0/${size}`,
  D: `10.${n}.${first + 3 * step}.0/${size}`,
});

/** Legal values of every key: one that is not here does not compile. */
const KEYS: Readonly<
  Record<
    Exclude<keyof Stage, NotDrawn | Together | 'vpcCidr' | `${string}Cidrs`>,
    fc.Arbitrary<unknown>
  >
> = {
  // Certificates, topics and zones are of it.
  region: fc.constant(REGION),
  azs: fc.constantFrom('AB', 'ABC'),
  azNames: fc.record({ A: zone('a'), B: zone('b'), C: zone('c') }),
  logsEndpoint: fc.boolean(),
  containerEndpoints: fc.boolean(),
  callerInternetAccess: fc.boolean(),
  healthCheck: fc.option(
    fc.record({
      path: fc.constant('/health'),
      intervalSeconds: fc.integer({ min: 35, max: 300 }),
      timeoutSeconds: fc.integer({ min: 2, max: 30 }),
      healthyThresholdCount: fc.integer({ min: 2, max: 10 }),
      unhealthyThresholdCount: fc.integer({ min: 2, max: 10 }),
    }),
    { nil: false },
  ),
  // The inequalities among them are the claims' (test/templates/time-budget.test.ts).
  timeBudget: fc.record({ protectedFunction: fc.integer({ min: 1, max: 5 }) }),
  throttling: fc.record({
    rateLimit: fc.integer({ min: 1, max: 10_000 }),
    burstLimit: fc.integer({ min: 1, max: 5_000 }),
  }),
  cors: fc.constantFrom(
    false,
    { allowedOrigins: ['*'], maxAge: 0 },
    {
      allowedOrigins: ['https://shop.example.com', 'http://localhost:5173'],
      allowCredentials: true,
    },
  ),
  ecsCaller: fc.boolean(),
  ecsCertificateArn: fc.constant(`arn:aws:acm:${REGION}:${ACCOUNT}:certificate/0-1`),
  ecsDomainName: fc.constant('front.example.com'),
  ecsHostedZoneId: fc.constantFrom('', 'Z0123456789ABC'),
  image: fc.constant(`${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/ecs-caller:1`),
  container: fc.record({
    port: fc.integer({ min: 1_024, max: 65_535 }),
    cpu: fc.constant(1_024),
    memory: fc.integer({ min: 2, max: 8 }).map((gibibytes) => gibibytes * 1_024),
    tasks: fc.integer({ min: 1, max: 100 }),
  }),
  deployer: fc.constantFrom(
    undefined,
    { repository: 'owner/name' },
    { repository: 'owner/name', branch: 'release' },
  ),
  permissionsBoundary: fc.constantFrom(undefined, true, false, 'teams/boundary'),
  webAcl: fc.boolean(),
  webAclRateLimit: fc.integer({ min: 10, max: 2_000_000_000 }),
  deletionProtection: fc.boolean(),
  albAccessLogs: fc.boolean(),
  alarms: fc.boolean(),
  alarmTopicArn: fc.constantFrom('', `arn:aws:sns:${REGION}:${ACCOUNT}:on-call`),
  alarmThresholds: fc.record({ httpApi5xx: fc.integer({ min: 1, max: 1_000_000 }) }),
  logRetentionInDays: fc.constantFrom(1, 7, 90, 3_653),
  reservedConcurrency: fc.record(
    {
      // Of the 1,000 of an account (it keeps 100): the preflight of a deploy would refuse more.
      protectedApi: fc.integer({ min: 1, max: 450 }),
      publicCaller: fc.integer({ min: 1, max: 450 }),
    },
    { requiredKeys: [] },
  ),
};

const publicDomain = {
  publicDomainName: 'api.example.com',
  publicCertificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/0-2`,
};
const apiName = {
  apiDomainName: 'pricing.internal.example.com',
  apiCertificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/0-3`,
};
const TOGETHER: readonly fc.Arbitrary<Partial<Pick<Stage, Extract<keyof Stage, Together>>>>[] = [
  fc.constantFrom(
    { natMode: 'none' },
    { natMode: 'single' },
    { natMode: 'single', natElasticIps: { A: 'eipalloc-0a1b2c3d' } },
    { natMode: 'per-az' },
    { natMode: 'regional' },
    { natMode: 'per-az', natElasticIps: { B: 'eipalloc-0a1b2c3e' } },
  ),
  fc.constantFrom(
    { authorizer: 'none' },
    { authorizer: 'iam' },
    {
      authorizer: 'jwt',
      jwt: { issuer: 'https://id.example.com/', audience: ['api'], scopes: [] },
    },
  ),
  fc.constantFrom({}, publicDomain, { ...publicDomain, publicHostedZoneId: 'Z0123456789ABC' }),
  fc.constantFrom(
    {},
    { ...apiName, apiHostedZone: 'made' },
    { ...apiName, apiProtocol: 'both', apiHostedZone: 'Z0123456789ABD' },
    { ...apiName, apiProtocol: 'both', callersUse: 'https', apiHostedZone: 'made' },
    { ...apiName, apiProtocol: 'https' },
  ),
  fc.record({
    apiPort: fc.integer({ min: 1, max: 32_767 }),
    apiTlsPort: fc.integer({ min: 32_768, max: 65_535 }),
  }),
];

const ADDRESSES = fc.integer({ min: 0, max: 255 }).map((n) => ({
  vpcCidr: `10.${n}.0.0/16`,
  publicSubnetCidrs: slots(n, 0, 1, 26),
  privateSubnetCidrs: slots(n, 16, 16, 20),
}));

/** Tasks without a NAT gateway need the endpoints to start; config/stage.js refuses them otherwise. */
const withWayOut = (values: Record<string, unknown>) =>
  values['ecsCaller'] === true && values['natMode'] === 'none'
    ? { ...values, containerEndpoints: true, logsEndpoint: true }
    : values;

/**
 * Stages with legal values of every key, as their files would say them.
 * @param seed the same gives the same stages
 */
export function drawStages(n: number, seed: number): Record<string, object> {
  const stage = fc
    .tuple(ADDRESSES, fc.record(KEYS), ...TOGETHER)
    .map((parts) => withWayOut(Object.assign({}, ...parts)));
  return Object.fromEntries(
    fc.sample(stage, { numRuns: n, seed }).map((values, index) => [`drawn-${index + 1}`, values]),
  );
}

/** As many as run.mjs was asked for, by its seed. */
export const drawnStages = (): Record<string, object> =>
  drawStages(Number(process.env['STAGES_DRAWN'] ?? 3), Number(process.env['STAGES_SEED'] ?? 1));
