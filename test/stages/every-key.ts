import { authority } from '@private-lambda/certificates/certificates';

/**
 * Every key of a stage with another legal value than its default, and where the packaged templates show it. A key that
 * is not here fails the test.
 */
export interface KeyRow {
  readonly value: unknown;
  /** Service whose template, or sent parameters, must hold the text. */
  readonly service: string;
  readonly shows: string;
}

const certificates = authority().cert;
const zones = { A: 'eu-central-1a', B: 'eu-central-1b', C: 'eu-central-1c' };

export const ROWS: Readonly<Record<string, KeyRow>> = {
  region: { value: 'eu-central-1', service: 'network', shows: 'eu-central-1' },
  vpcCidr: { value: '10.60.0.0/18', service: 'network', shows: '10.60.0.0/18' },
  publicSubnetCidrs: {
    value: { A: '10.60.0.0/27', B: '10.60.0.32/27', C: '10.60.0.64/27', D: '10.60.0.96/27' },
    service: 'network',
    shows: '10.60.0.64/27',
  },
  privateSubnetCidrs: {
    value: { A: '10.60.16.0/22', B: '10.60.20.0/22', C: '10.60.24.0/22', D: '10.60.28.0/22' },
    service: 'network',
    shows: '10.60.24.0/22',
  },
  azs: { value: 'ABC', service: 'public-caller', shows: 'PrivateSubnetIdsABC' },
  azNames: { value: zones, service: 'network', shows: '"AvailabilityZone":"eu-central-1c"' },
  natMode: { value: 'per-az', service: 'network', shows: '"NatMode":"per-az"' },
  natElasticIps: {
    value: { B: 'eipalloc-0a1b2c3d' },
    service: 'network',
    shows: '"ExistingNatElasticIpB":"eipalloc-0a1b2c3d"',
  },
  logsEndpoint: { value: false, service: 'network', shows: '"WithLogsEndpoint":"false"' },
  containerEndpoints: {
    value: true,
    service: 'network',
    shows: '"WithContainerEndpoints":"true"',
  },
  apiProtocol: { value: 'both', service: 'protected-api', shows: '"ApiProtocol":"both"' },
  apiPort: { value: 8080, service: 'protected-api', shows: '"Port":8080' },
  apiTlsPort: { value: 8443, service: 'network', shows: '"FromPort":8443' },
  callersUse: {
    value: 'https',
    service: 'public-caller',
    shows: `"PROTECTED_API_URL":{"Fn::Sub":["https://\${Host}:8443"`,
  },
  apiDomainName: {
    value: 'pricing.internal.example.com',
    service: 'protected-api',
    shows: '"ApiDomainName":"pricing.internal.example.com"',
  },
  apiCertificateArn: {
    value: 'arn:aws:acm:eu-central-1:123456789012:certificate/0-3',
    service: 'protected-api',
    shows: '"ApiCertificateArn":"arn:aws:acm:eu-central-1:123456789012:certificate/0-3"',
  },
  apiHostedZone: { value: 'made', service: 'protected-api', shows: '"ApiHostedZone":"made"' },
  apiCertificateAuthority: {
    value: certificates,
    service: 'ecs-caller',
    shows: `"Name":"PROTECTED_API_CA","Value":${JSON.stringify(certificates)}`,
  },
  callerInternetAccess: {
    value: true,
    service: 'public-caller',
    shows: '-InternetClientSecurityGroupId"}]',
  },
  healthCheck: {
    value: {
      path: '/health',
      intervalSeconds: 40,
      timeoutSeconds: 7,
      healthyThresholdCount: 3,
      unhealthyThresholdCount: 4,
    },
    service: 'protected-api',
    shows: '"HealthCheckIntervalSeconds":40',
  },
  timeBudget: {
    value: {
      callerFunction: 16,
      callDeadline: 13.5,
      callAttempt: 6.5,
      protectedFunction: 6,
      containerDrain: 50,
    },
    service: 'public-caller',
    shows: '"CALL_ATTEMPT_SECONDS":"6.5"',
  },
  throttling: {
    value: { rateLimit: 7, burstLimit: 9 },
    service: 'public-caller',
    shows: '"ThrottlingBurstLimit":9',
  },
  authorizer: {
    value: 'jwt',
    service: 'public-caller',
    shows: '"AuthorizationType":"JWT"',
  },
  jwt: {
    value: { issuer: 'https://id.example.com', audience: ['api'], scopes: ['quotes.read'] },
    service: 'public-caller',
    shows: '"AuthorizationScopes":["quotes.read"]',
  },
  cors: {
    value: { allowedOrigins: ['https://shop.example.com'] },
    service: 'public-caller',
    shows: '"AllowOrigins":["https://shop.example.com"]',
  },
  publicDomainName: {
    value: 'api.example.com',
    service: 'public-caller',
    shows: '"PublicDomainName":"api.example.com"',
  },
  publicCertificateArn: {
    value: 'arn:aws:acm:eu-central-1:123456789012:certificate/0-2',
    service: 'public-caller',
    shows: '"PublicCertificateArn":"arn:aws:acm:eu-central-1:123456789012:certificate/0-2"',
  },
  publicHostedZoneId: {
    value: 'Z0123456789ABC',
    service: 'public-caller',
    shows: '"PublicHostedZoneId":"Z0123456789ABC"',
  },
  ecsCaller: { value: true, service: 'network', shows: '"WithEcsCaller":"true"' },
  ecsDomainName: {
    value: 'front.example.com',
    service: 'ecs-caller',
    shows: '"EcsDomainName":"front.example.com"',
  },
  ecsHostedZoneId: {
    value: 'Z0123456789ABE',
    service: 'ecs-caller',
    shows: '"EcsHostedZoneId":"Z0123456789ABE"',
  },
  ecsCertificateArn: {
    value: 'arn:aws:acm:eu-central-1:123456789012:certificate/0-1',
    service: 'ecs-caller',
    shows: '"CertificateArn":"arn:aws:acm:eu-central-1:123456789012:certificate/0-1"',
  },
  image: {
    value: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/ecs-caller:1',
    service: 'ecs-caller',
    shows: '"Image":"123456789012.dkr.ecr.eu-central-1.amazonaws.com/ecs-caller:1"',
  },
  container: {
    value: { port: 9000, cpu: 512, memory: 2048, tasks: 3 },
    service: 'ecs-caller',
    shows: '"ContainerPort":9000',
  },
  webAcl: { value: true, service: 'ecs-caller', shows: '"WithWebAcl":"true"' },
  webAclRateLimit: { value: 2_000, service: 'ecs-caller', shows: '"Limit":2000' },
  deployer: {
    value: { repository: 'owner/name' },
    service: 'deployer',
    shows: '"Repository":"owner/name"',
  },
  permissionsBoundary: {
    value: 'teams/boundary',
    service: 'protected-api',
    shows: '"PermissionsBoundary":"teams/boundary"',
  },
  deletionProtection: {
    value: true,
    service: 'protected-api',
    shows: '"DeletionProtection":"true"',
  },
  albAccessLogs: { value: true, service: 'protected-api', shows: '"AccessLogs":"true"' },
  logRetentionInDays: { value: 30, service: 'network', shows: '"RetentionInDays":30' },
  alarms: { value: true, service: 'public-caller', shows: '"WithAlarms":"true"' },
  alarmTopicArn: {
    value: 'arn:aws:sns:eu-central-1:123456789012:on-call',
    service: 'protected-api',
    shows: '"AlarmTopicArn":"arn:aws:sns:eu-central-1:123456789012:on-call"',
  },
  alarmThresholds: {
    value: { httpApi5xx: 77 },
    service: 'public-caller',
    shows: '"Threshold":77',
  },
  reservedConcurrency: {
    value: { protectedApi: 11, publicCaller: 12 },
    service: 'public-caller',
    shows: '"ReservedConcurrentExecutions":12',
  },
};
