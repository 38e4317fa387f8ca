const PRINCIPAL = 'elasticloadbalancing.amazonaws.com';

/**
 * osls gives a load balancer two permissions to invoke a function: one for the target group, and one, without which the
 * target cannot be registered, that names no source at all. Here both are for this account alone, and the second for
 * target groups of the function's own name: before it is registered the group has no ARN yet.
 * @param {Pick<import('./osls.js').Serverless, 'service'>} serverless with the compiled template
 */
export function narrowPermissions({ service }) {
  const resources = Object.values(service.provider.compiledCloudFormationTemplate?.Resources ?? {});
  for (const { Type, Properties = {} } of resources) {
    if (Type !== 'AWS::Lambda::Permission' || Properties['Principal'] !== PRINCIPAL) continue;
    Properties['SourceAccount'] = { Ref: 'AWS::AccountId' };
    Properties['SourceArn'] ??= {
      'Fn::Sub': `arn:\${AWS::Partition}:elasticloadbalancing:\${AWS::Region}:\${AWS::AccountId}:targetgroup/${groupName(resources, Properties['FunctionName'])}/*`,
    };
  }
}

/**
 * @param {readonly import('./osls.js').Resource[]} resources
 * @param {unknown} invoked the function, as the permission names it
 * @returns {string} the name of the target group that it stands behind
 */
function groupName(resources, invoked) {
  const group = resources.find(
    ({ Type, Properties = {} }) =>
      Type === 'AWS::ElasticLoadBalancingV2::TargetGroup' &&
      JSON.stringify(Properties['Targets']) === JSON.stringify([{ Id: invoked }]),
  );
  const name = group?.Properties?.['Name'];
  if (typeof name === 'string') return name;
  throw new Error(`a permission of ${JSON.stringify(invoked)}: its target group has no name`);
}
