import { type Claim, describeClaim, type NegativeTwin } from '../support/claim.ts';
import { testedStages } from '../support/packaged-template.ts';
import { readSystem, type System } from '../support/system.ts';
import { at, listOf, referencedId, resourcesOfType } from '../support/template.ts';

interface Granted {
  readonly service: string;
  readonly role: string;
  readonly statement: unknown;
}

/** What the roles of all services allow on logs, statement by statement. */
function logRightsOf({ templates }: System): Granted[] {
  return Object.entries(templates).flatMap(([service, template]) =>
    resourcesOfType(template, 'AWS::IAM::Role').flatMap(([role, { Properties }]) =>
      listOf(Properties?.['Policies'])
        .flatMap((policy) => listOf(at(policy, 'PolicyDocument', 'Statement')))
        .filter((statement) => at(statement, 'Effect') === 'Allow')
        .filter((statement) =>
          listOf(at(statement, 'Action')).some((action) => /^(\*|logs:)/.test(String(action))),
        )
        .map((statement) => ({ service, role, statement })),
    ),
  );
}

const writesToGroupsOfItsStack: Claim = (system) =>
  logRightsOf(system).flatMap(({ service, role, statement }) => {
    const template = system.templates[service];
    const groups = template ? resourcesOfType(template, 'AWS::Logs::LogGroup') : [];
    const ids = groups.map(([id]) => id);
    return listOf(at(statement, 'Resource'))
      .filter((resource) => !ids.includes(referencedId(resource) ?? ''))
      .map((resource) => `${service}: ${role} may write logs at ${JSON.stringify(resource)}`);
  });

/** Every role that writes logs on any stage, each with the ARN that osls would give it. */
const twins: NegativeTwin[] = [
  ...new Set(
    testedStages.flatMap((stage) =>
      logRightsOf(readSystem(stage)).map(({ service, role }) => `${service} ${role}`),
    ),
  ),
].map((where) => ({
  mistake: `${where} may write to every group whose name begins like its own`,
  make: (system) => {
    const granted = logRightsOf(system).find(({ service, role }) => `${service} ${role}` === where);
    const arn = `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/private-lambda-dev*:*`;
    Object.assign(Object(granted?.statement), { Resource: [{ 'Fn::Sub': arn }] });
  },
  named: where.replace(' ', ': '),
}));

describeClaim(
  'every role writes to log groups of its own stack alone',
  writesToGroupsOfItsStack,
  twins,
);
