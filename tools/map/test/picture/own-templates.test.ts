import { loadStacks } from '../../../reach/test/change-system.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../../../reach/test/make-system.ts';
import { makePicture } from '../../src/picture/make-picture.ts';
import type { Picture } from '../../src/picture/picture.ts';

const files = new TemporaryFiles();
afterAll(() => files.remove());

const { Vpc, Subnet, Group } = SMALL_TEMPLATE.Resources;
const SUBNETS = [{ Ref: 'Subnet' }];
const GROUPS = [{ Ref: 'Group' }];

/** A VPC with one more resource, `Own`, and what it needs. */
async function pictureWith(Own: object, more: object = {}): Promise<Picture> {
  const template = {
    Parameters: { Given: { Type: 'String' }, Networks: { Type: 'List<AWS::EC2::Subnet::Id>' } },
    Resources: { Vpc, Subnet, Group, Own, ...more },
  };
  const file = files.write('app.json', template);
  return makePicture({ name: 'app', system: await loadStacks([['app', file]]) });
}

const linesOf = ({ items }: Picture) => items.find(({ id }) => id === 'app/Own')?.lines;

/** Labels of the boxes around it, the outermost first. */
function boxesAround({ layout }: Picture): readonly string[] {
  const own = layout.items['app/Own'] ?? { x: 0, y: 0, width: 0, height: 0 };
  return layout.boxes
    .filter(
      ({ x, y, width, height }) =>
        x <= own.x &&
        y <= own.y &&
        own.x + own.width <= x + width &&
        own.y + own.height <= y + height,
    )
    .map(({ label }) => label);
}

const SCALING = { MinSize: '1', MaxSize: '1', VPCZoneIdentifier: SUBNETS };

describe('what it is', () => {
  it.each([
    [
      'AWS::EKS::Cluster',
      { ResourcesVpcConfig: { SubnetIds: SUBNETS, SecurityGroupIds: GROUPS } },
      'EKS::Cluster',
    ],
    [
      'AWS::ECS::Service',
      {
        NetworkConfiguration: {
          AwsvpcConfiguration: { Subnets: SUBNETS, SecurityGroups: GROUPS },
        },
      },
      'ECS::Service',
    ],
    [
      'AWS::CodeBuild::Project',
      { VpcConfig: { VpcId: { Ref: 'Vpc' }, Subnets: SUBNETS, SecurityGroupIds: GROUPS } },
      'CodeBuild::Project',
    ],
    ['AWS::EC2::Instance', { SubnetId: SUBNETS[0], SecurityGroupIds: GROUPS }, 'EC2::Instance'],
    [
      'AWS::Lambda::Function',
      { VpcConfig: { SubnetIds: SUBNETS, SecurityGroupIds: GROUPS } },
      'function',
    ],
  ])('is told of %s', async (Type, Properties, says) => {
    const picture = await pictureWith({ Type, Properties });
    expect(linesOf(picture)?.[0]).toMatch(new RegExp(`^${says}(, |$)`));
  });
});

describe('what is not settled', () => {
  it('wears the group that a parameter names, by the name of the parameter', async () => {
    const SecurityGroupIds = [{ Ref: 'Given' }];
    const Properties = { SubnetId: SUBNETS[0], SecurityGroupIds };
    const picture = await pictureWith({ Type: 'AWS::EC2::Instance', Properties });
    expect(linesOf(picture)).toEqual(['EC2::Instance', 'wears Given (not settled)']);
  });

  it('lies in a box of the subnets that a parameter names', async () => {
    const VpcConfig = { SubnetIds: { Ref: 'Networks' }, SecurityGroupIds: GROUPS };
    const picture = await pictureWith({ Type: 'AWS::Lambda::Function', Properties: { VpcConfig } });
    expect(boxesAround(picture)).toEqual([
      'a VPC that the templates do not name',
      'zone not settled',
      expect.stringMatching(/^Networks .*\(not settled\)$/),
    ]);
  });

  it('lies in a box of its own where its launch template is not given', async () => {
    const LaunchTemplate = { LaunchTemplateId: { Ref: 'Given' }, Version: '1' };
    const picture = await pictureWith({
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { ...SCALING, LaunchTemplate },
    });
    expect(boxesAround(picture)).toEqual(['which subnets is not settled']);
  });

  it('is not taken for what lies outside every VPC, as a function without one does', async () => {
    expect(
      boxesAround(await pictureWith({ Type: 'AWS::Lambda::Function', Properties: {} })),
    ).toEqual(['outside every VPC']);
  });

  it('has a zone that a deploy settles by its place in the list of the Region', async () => {
    const AvailabilityZone = { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] };
    const Second = {
      Type: Subnet.Type,
      Properties: { ...Subnet.Properties, CidrBlock: '10.0.1.0/24', AvailabilityZone },
    };
    const Properties = { SubnetId: { Ref: 'Second' }, SecurityGroupIds: GROUPS };
    const picture = await pictureWith({ Type: 'AWS::EC2::Instance', Properties }, { Second });
    expect(boxesAround(picture)).toEqual(['VPC Vpc', 'zone 2 of us-east-1', 'Second']);
  });
});
