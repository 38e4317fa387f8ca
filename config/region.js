/** Which Region a stage is deployed to, and what of the stage belongs to one Region only. */

/** Region of a stage that nobody names one for. */
export const DEFAULT_REGION = 'us-east-1';

/** A Region of any partition: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export const REGION_NAME = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/** An Availability Zone of one: its name, and a letter. */
export const ZONE_NAME = /^[a-z]{2,4}(-[a-z]+)+-\d+[a-z]$/;

/** Partitions by how their Regions begin (AWS's own partitions.json, in every SDK). What begins otherwise is `aws`. */
const PARTITIONS = [
  { begins: 'cn-', id: 'aws-cn', dnsSuffix: 'amazonaws.com.cn' },
  { begins: 'us-gov-', id: 'aws-us-gov', dnsSuffix: 'amazonaws.com' },
  { begins: 'eusc-', id: 'aws-eusc', dnsSuffix: 'amazonaws.eu' },
  { begins: 'us-iso-', id: 'aws-iso', dnsSuffix: 'c2s.ic.gov' },
  { begins: 'us-isob-', id: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov' },
  { begins: 'eu-isoe-', id: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk' },
  { begins: 'us-isof-', id: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov' },
  { begins: '', id: 'aws', dnsSuffix: 'amazonaws.com' },
];

/** Partitions where the endpoint services of ECR are called `com.amazonaws.<region>.ecr.…`. */
const USUAL_ECR_NAMES = ['aws', 'aws-us-gov'];

/** A load balancer and an HTTP API take a certificate of their own Region only, and an alarm a topic of its own. */
const REGIONAL_ARNS = /** @type {const} */ ([
  'ecsCertificateArn',
  'publicCertificateArn',
  'apiCertificateArn',
  'alarmTopicArn',
]);

/**
 * What of a stage belongs to a Region; a tool without a stage has none of it.
 * @typedef {Partial<Pick<import('./stage-schema.js').Stage,
 *   'region' | 'containerEndpoints' | (typeof REGIONAL_ARNS)[number] | 'azs' | 'azNames'>>} RegionalStage
 */

/** @param {string} region @returns {{ id: string, dnsSuffix: string }} as in an ARN, and the end of its host names */
export function partitionOf(region) {
  const found = PARTITIONS.find(({ begins }) => region.startsWith(begins));
  if (found === undefined) throw new Error(`no partition for ${region}`);
  return found;
}

/**
 * What of a stage a Region has not.
 * @param {RegionalStage} stage
 * @param {string} region
 * @returns {string | undefined} one line
 */
export function regionProblem(stage, region) {
  const { id } = partitionOf(region);
  // In China they begin with cn.com.amazonaws (ECR user guide, "Interface VPC endpoints"), in the European Sovereign
  // Cloud with eu.amazonaws.
  if (stage.containerEndpoints && !USUAL_ECR_NAMES.includes(id)) {
    return `containerEndpoints is true and the Region is ${region}, where the endpoints of ECR have other names; expected containerEndpoints: false`;
  }
  const [wrong] = REGIONAL_ARNS.flatMap((key) => arnProblem(key, stage[key], region) ?? []);
  return wrong ?? zoneProblem(stage, region);
}

/**
 * @param {string} key @param {string | undefined} arn @param {string} region
 */
function arnProblem(key, arn, region) {
  if (!arn) return undefined;
  const expected = `arn:${partitionOf(region).id}:${arn.split(':')[2]}:${region}:`;
  if (arn.startsWith(expected)) return undefined;
  return `${key} is ${arn} and the Region is ${region}; expected one that begins with ${expected}`;
}

/** @param {RegionalStage} stage @param {string} region */
function zoneProblem({ azs = 'AB', azNames }, region) {
  const zones = Object.entries(azNames ?? {});
  const wrong = zones.find(
    ([letter, zone]) =>
      azs.includes(letter) && typeof zone === 'string' && zone.slice(0, -1) !== region,
  );
  if (wrong === undefined) return undefined;
  return `azNames.${wrong[0]} is ${wrong[1]} and the Region is ${region}; expected a zone such as ${region}a`;
}

/**
 * The Region that a stage is deployed to.
 * @param {RegionalStage} stage
 * @param {{ name: string, from: string } | undefined} said the Region that somebody named, and where
 * @returns {{ region: string } | { problem: string }} a problem is one line
 */
export function chooseRegion(stage, said) {
  if (said && !REGION_NAME.test(said.name)) {
    return {
      problem: `${said.from}: found ${JSON.stringify(said.name)}, expected a Region such as eu-west-1`,
    };
  }
  if (said && stage.region && said.name !== stage.region) {
    return {
      problem: `${said.from} is ${said.name}, and the stage is for ${stage.region} only (region in its file); expected the same, or none`,
    };
  }
  const region = stage.region ?? said?.name ?? DEFAULT_REGION;
  const problem = regionProblem(stage, region);
  return problem === undefined ? { region } : { problem };
}
