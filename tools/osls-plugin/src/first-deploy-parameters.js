/**
 * The first deploy of a stage creates it from a template that holds no more than the deployment bucket, yet osls sends
 * `provider.stackParameters` with it, and CloudFormation refuses values for parameters that a template does not
 * declare ("Parameters: [NatMode] do not exist in the template"). They are declared there, too.
 * @param {import('./osls.js').Serverless} serverless
 */
export function declareFirstDeployParameters({ service }) {
  const { coreCloudFormationTemplate: first, compiledCloudFormationTemplate: whole } =
    service.provider;
  if (first && whole?.Parameters) first.Parameters = whole.Parameters;
}
