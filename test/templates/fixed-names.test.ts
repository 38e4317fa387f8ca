import { fixedNames } from '../../tools/deploy/src/preflight/fixed-names.ts';
import { readTemplate } from '../support/packaged-template.ts';

/** Where a template states a name, by type. */
const nameOf: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'Name',
};

describe.each(['network', 'protected-api', 'public-caller'])('the fixed names of %s', (service) => {
  it.each(['dev', 'prod'])('are those that the preflight looks for: %s', (stage) => {
    const { template } = readTemplate(service, stage);
    const stated = Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
      const name = Properties[nameOf[Type] ?? ''];
      return name === undefined ? [] : [asText(name)];
    });
    const expected = fixedNames(service, stage, 'us-east-1').map(({ name }) => name);
    expect(stated.sort()).toEqual(expected.sort());
  });
});

/** osls writes the role's name as a join of its parts. */
function asText(name: unknown): string {
  if (typeof name === 'string') return name;
  const text = JSON.stringify(name);
  const parts = /^\{"Fn::Join":\["-",\[(.*)\]\]\}$/
    .exec(text)?.[1]
    ?.replace('{"Ref":"AWS::Region"}', '"us-east-1"');
  return parts === undefined
    ? text
    : parts
        .split(',')
        .map((part) => part.replaceAll('"', ''))
        .join('-');
}
