import { leftAlone } from '../../src/removal/left-alone.ts';

const parameters = (values: Readonly<Record<string, string>>) => ({
  Parameters: Object.entries(values).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  })),
});

it('names what was there before the stack', () => {
  const stack = parameters({
    ExistingVpcId: 'vpc-1',
    ExistingPublicSubnetA: 'subnet-1',
    Azs: 'AB',
  });
  expect(leftAlone(stack)).toEqual(['vpc-1', 'subnet-1']);
});

it('names nothing of a VPC of its own', () => {
  expect(leftAlone(parameters({ ExistingVpcId: '', Azs: 'AB' }))).toEqual([]);
});
