import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import { CutStack } from '../../src/aws/cut-stack.ts';
import type { Stack } from '../../src/aws/stack.ts';
import { LocalAws } from '../support/local-aws.ts';

let local: LocalAws;
beforeAll(async () => {
  local = await LocalAws.start();
}, 120_000);
afterAll(() => local.stop());

const allowed = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/8' };

const withRule = (GroupDescription: string) =>
  local.create(GroupDescription, {
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { GroupDescription, VpcId: { Ref: 'Vpc' } },
      },
      Rule: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: { Ref: 'Group' }, ...allowed },
      },
    },
  });

const groupOf = ({ resources }: Stack) => resources.get('Group') ?? '';

async function portsLetIn(stack: Stack): Promise<(number | undefined)[]> {
  const GroupIds = [groupOf(stack)];
  const { SecurityGroups: [group] = [] } = await local.aws.ec2.send(
    new DescribeSecurityGroupsCommand({ GroupIds }),
  );
  return (group?.IpPermissions ?? []).map(({ FromPort }) => FromPort);
}

test('what is taken away is gone, and comes back', async () => {
  const stack = await withRule('cut');
  const cut = await CutStack.of(local.aws.cloudFormation, stack);
  expect(await portsLetIn(stack)).toEqual([80]);
  await cut.cut('Rule');
  expect(await portsLetIn(stack)).toEqual([]);
  await cut.restore();
  expect(await portsLetIn(stack)).toEqual([80]);
});

test('an update that does not come about is told in the words of CloudFormation', async () => {
  const stack = await withRule('refused');
  const cut = await CutStack.of(local.aws.cloudFormation, stack);
  await cut.cut('Rule');
  const GroupId = groupOf(stack);
  await local.aws.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...allowed }));
  await expect(cut.restore()).rejects.toThrow(
    /^refused: Rule \(AWS::EC2::SecurityGroupIngress\) \w+_FAILED: .*already exists/,
  );
});
