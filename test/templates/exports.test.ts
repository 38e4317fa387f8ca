import { type Claim, describeClaim } from '../support/claim.ts';
import { exportsOf, importsOf, templateOf } from '../support/system.ts';
import { at } from '../support/template.ts';

const everyOutputIsExported: Claim = (system) =>
  Object.entries(system.templates).flatMap(([service, { Outputs }]) =>
    Object.entries(Outputs).flatMap(([key, output]) => {
      const problems: string[] = [];
      if (!output.Description) problems.push(`${service} ${key} has no Description`);
      const name = at(output, 'Export', 'Name', 'Fn::Sub');
      if (name !== `\${AWS::StackName}-${key}`)
        problems.push(`${service} ${key} is exported as ${String(name)}`);
      return problems;
    }),
  );

describeClaim(
  'every output has a description and is exported under its key',
  everyOutputIsExported,
  [
    {
      mistake: 'osls invents an export name',
      make: (system) => {
        const output = templateOf(system, 'protected-api').Outputs['LoadBalancerArn'];
        Object.assign(Object(output), {
          Export: { Name: 'sls-protected-api-dev-LoadBalancerArn' },
        });
      },
      named: 'LoadBalancerArn is exported as undefined',
    },
    {
      mistake: 'a description is left out',
      make: (system) => delete Object(templateOf(system, 'network').Outputs['VpcId']).Description,
      named: 'VpcId has no Description',
    },
  ],
);

const everyImportMeetsAnExport: Claim = (system) => {
  const exported = Object.keys(system.templates).flatMap((service) => exportsOf(system, service));
  return Object.entries(system.templates).flatMap(([service, template]) =>
    importsOf(template)
      .filter(({ name }) => !exported.includes(name))
      .map(({ name, where }) => `${service} ${where} imports ${name}, which nobody exports`),
  );
};

describeClaim('every import meets an export', everyImportMeetsAnExport, [
  {
    mistake: 'the network renames an output',
    make: (system) => delete templateOf(system, 'network').Outputs['ApiClientSecurityGroupId'],
    named: 'ApiClientSecurityGroupId, which nobody exports',
  },
]);
