/** What values of a stage look like, one by one: numbers, blocks, names and ids of AWS's things. */
import { X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import { MADE_ZONE } from './api-address.js';
import { ZONE_NAME } from './region.js';

/** @param {number} min @param {number} max */
export const integer = (min, max) =>
  v.pipe(
    v.number(),
    v.check((n) => Number.isInteger(n) && n >= min && n <= max, `an integer from ${min} to ${max}`),
  );

export const vpcBlock = v.pipe(
  v.string(),
  v.regex(/^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-8])$/, 'an IPv4 CIDR block from /16 to /28'),
);
export const cidr = v.pipe(
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
export const perSlot = (block) =>
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

const elasticIp = v.optional(physicalId('eipalloc', 'an Elastic IP'));
/** By AZ letter. */
export const elasticIps = v.strictObject({ A: elasticIp, B: elasticIp, C: elasticIp });

export const existingVpc = v.strictObject({
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
export const azName = v.union(
  [
    v.pipe(v.string(), v.regex(ZONE_NAME)),
    v.strictObject({
      'Fn::Select': v.tuple([integer(0, 5), v.strictObject({ 'Fn::GetAZs': v.literal('') })]),
    }),
  ],
  'the name of a zone (us-east-1a), or Fn::Select over Fn::GetAZs',
);
export const seconds = v.pipe(v.number(), v.minValue(0.5));

/** The days that CloudWatch Logs accepts (API reference, PutRetentionPolicy). */
export const retentionDays = v.picklist([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]);

export const certificateArn = v.pipe(
  v.string(),
  v.regex(
    /^(arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+)?$/,
    'the ARN of a certificate (arn:aws:acm:…:certificate/…), or nothing',
  ),
);
export const domainName = v.pipe(
  v.string(),
  v.regex(
    /^(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})?$/,
    'a host name in small letters (api.example.com), or nothing',
  ),
  v.maxLength(253, 'at most 253'),
);
/** API Gateway reads `<issuer>/.well-known/openid-configuration` over HTTPS. */
export const issuer = v.pipe(
  v.string(),
  v.regex(
    /^https:\/\/[a-z0-9][a-z0-9.-]*(:\d+)?(\/[^\s?#]*)?$/i,
    'the address of an issuer as it stands in its tokens (https://…), without query',
  ),
);
export const word = v.pipe(v.string(), v.regex(/^\S+$/, 'text without a space'));
export const origin = v.pipe(
  v.string(),
  v.regex(
    /^(\*|https:\/\/[a-z0-9.-]+(:\d+)?|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)$/,
    'an origin without a path (https://shop.example.com; http for localhost alone), or *',
  ),
);
export const image = v.pipe(
  v.string(),
  v.regex(/^(\S+[:@]\S+)?$/, 'a container image with its tag or digest, or nothing'),
);

/** MiB that Fargate takes for a number of CPU units (ECS developer guide, "Task CPU and memory"). */
export const FARGATE_MEMORY = new Map([
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

/** Of Route 53. */
const ZONE_ID = 'Z[0-9A-Z]{1,31}';
export const hostedZoneId = v.pipe(
  v.string(),
  v.regex(new RegExp(`^(${ZONE_ID})?$`), 'the id of a hosted zone (Z…), or nothing'),
);
export const hostedZone = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^(${MADE_ZONE}|${ZONE_ID})?$`),
    `${MADE_ZONE}, the id of a hosted zone (Z…), or nothing`,
  ),
);

/** Certificates one below the other. Lambda takes 4 KB of environment variables in all ("Lambda quotas"). */
export const certificateAuthority = v.pipe(
  v.string(),
  v.regex(
    /^((-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]+\n)+-----END CERTIFICATE-----\n*)+)?$/,
    'certificates in PEM (-----BEGIN CERTIFICATE-----…), or nothing',
  ),
  // The callers would refuse to start.
  v.check(
    (bundle) => certificatesOf(bundle).every(isCertificate),
    'certificates, each of which can be read',
  ),
  v.check(
    (bundle) => bundle === '' || certificatesOf(bundle).some(hasSignedItself),
    'the certificate of an authority that has signed itself (an intermediate alone is trusted by nobody)',
  ),
  v.maxLength(
    3000,
    'at most 3000 characters, which is what the variables of a function have room for',
  ),
);

/** @param {string} bundle certificates in PEM, one below the other */
export function certificatesOf(bundle) {
  return bundle.split(/(?=-----BEGIN)/).filter(Boolean);
}

/** @param {string} pem of one certificate */
function hasSignedItself(pem) {
  if (!isCertificate(pem)) return false;
  const certificate = new X509Certificate(pem);
  // The former compares names alone.
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

/** @param {string} pem of one certificate */
function isCertificate(pem) {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
