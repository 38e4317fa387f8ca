const FUNCTION_GROUPS = '/aws/lambda/';

/**
 * osls lets the role of the functions make and write every log group whose name begins with those of the service and the
 * stage: stage `dev` could forge lines of a stage `dev-x`. Here it writes to the groups that the template makes for its
 * functions, and makes none: they are there before a function is, and a late line of one that is removed would make its
 * group anew, without retention.
 * @param {Pick<import('./osls.js').Serverless, 'service'>} serverless with the compiled template
 */
export function narrowLogRights({ service }) {
  const resources = service.provider.compiledCloudFormationTemplate?.Resources ?? {};
  const groups = Object.keys(resources).filter((id) => {
    const { Type, Properties } = resources[id] ?? {};
    return (
      Type === 'AWS::Logs::LogGroup' &&
      String(Properties?.['LogGroupName']).startsWith(FUNCTION_GROUPS)
    );
  });
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== 'AWS::IAM::Role' || !Array.isArray(Properties?.['Policies'])) continue;
    for (const { PolicyDocument } of Properties['Policies']) narrow(PolicyDocument, groups);
  }
}

/**
 * @param {{ Statement: unknown[] }} document
 * @param {readonly string[]} groups logical ids
 */
function narrow(document, groups) {
  const others = document.Statement.filter((statement) => !isOfPrefix(statement));
  if (others.length === document.Statement.length) return;
  if (groups.length === 0)
    throw new Error('a role writes log lines, and the template has no group');
  const writing = {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: groups.map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })), // ends in :*, which stands for its streams
  };
  document.Statement = [writing, ...others];
}

/** Is it one of those that osls writes? @param {unknown} statement */
function isOfPrefix(statement) {
  return JSON.stringify(statement).includes(`log-group:${FUNCTION_GROUPS}`);
}
