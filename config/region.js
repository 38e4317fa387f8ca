/** Region of a stage that nobody names one for. */
const DEFAULT_REGION = 'us-east-1';

/** @typedef {Pick<import('./stage-schema.js').Stage, 'region' | 'containerEndpoints'>} RegionalStage */

/**
 * What of a stage a Region has not.
 * @param {RegionalStage} stage
 * @param {string} region
 * @returns {string | undefined} one line
 */
export function regionProblem({ containerEndpoints }, region) {
  // There the endpoint services of ECR begin with cn.com.amazonaws (ECR user guide, "Interface VPC endpoints").
  return containerEndpoints && region.startsWith('cn-')
    ? `containerEndpoints is true and the Region is ${region}, where the endpoints of ECR have other names; expected containerEndpoints: false`
    : undefined;
}

/**
 * The Region that a stage is deployed to.
 * @param {RegionalStage} stage
 * @param {{ name: string, from: string } | undefined} said the Region that somebody named, and where
 * @returns {{ region: string } | { problem: string }} a problem is one line
 */
export function chooseRegion(stage, said) {
  if (said && stage.region && said.name !== stage.region) {
    return {
      problem: `${said.from} is ${said.name}, and the stage is for ${stage.region} only (region in its file); expected the same, or none`,
    };
  }
  const region = stage.region ?? said?.name ?? DEFAULT_REGION;
  const problem = regionProblem(stage, region);
  return problem === undefined ? { region } : { problem };
}
