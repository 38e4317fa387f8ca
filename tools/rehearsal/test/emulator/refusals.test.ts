import { ReleaseAddressCommand } from '@aws-sdk/client-ec2';
import { DeleteLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { findStack } from '../../src/aws/stack.ts';
import { LocalAws, type Template } from '../support/local-aws.ts';
import {
  listener,
  loadBalancer,
  rule,
  targetGroup,
  vpcWithTwoSubnets,
} from '../support/templates.ts';

let local: LocalAws;
beforeAll(async () => {
  local = await LocalAws.start();
}, 120_000);
afterAll(() => local.stop());

let count = 0;
const newName = () => `stack-${count++}`;

/** Creates a stack that must fail. @returns the failure, which names the resource */
async function refusal(template: Template): Promise<string | undefined> {
  const name = newName();
  const { status } = await local.create(name, template);
  expect(status).toBe('ROLLBACK_COMPLETE');
  return local.failure(name);
}

async function accepts(template: Template): Promise<string> {
  const name = newName();
  const { status } = await local.create(name, template);
  expect([status, await local.failure(name)]).toEqual(['CREATE_COMPLETE', undefined]);
  return name;
}

async function stackOf(name: string) {
  const stack = await findStack(local.aws.cloudFormation, name);
  if (!stack) throw new Error(`${name} is gone`);
  return stack;
}

const bucket = { Type: 'AWS::S3::Bucket' };
const exporting = (Value: unknown, Name = 'an-export'): Template => ({
  Resources: { Bucket: bucket },
  Outputs: { Exported: { Value, Export: { Name } } },
});
const importing = (name: string): Template => ({
  Resources: { Bucket: bucket },
  Outputs: { Imported: { Value: { 'Fn::ImportValue': name } } },
});

const logGroupOfNobody = {
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: { 'Fn::ImportValue': 'nobody-exports-this' } },
};

describe('CloudFormation', () => {
  it('refuses a value for a parameter that the template does not declare', async () => {
    const sent = [{ ParameterKey: 'NatMode', ParameterValue: 'none' }];
    await expect(local.create(newName(), { Resources: { Bucket: bucket } }, sent)).rejects.toThrow(
      'Parameters: [NatMode] do not exist in the template',
    );
    const declared = { Parameters: { NatMode: { Type: 'String' } }, Resources: { Bucket: bucket } };
    await expect(local.create(newName(), declared, sent)).resolves.toMatchObject({
      status: 'CREATE_COMPLETE',
    });
  });

  it.each([
    ['RetainExceptOnCreate', false],
    ['Retain', true],
  ])(
    'after a deploy that failed, what it made with %s is left behind: %s',
    async (DeletionPolicy, isLeft) => {
      // As osls does it: a stack with next to nothing, then all of it as an update.
      const name = await accepts({ Resources: { Bucket: bucket } });
      const BucketName = `kept-${name}`;
      const { status } = await local.update(name, {
        Resources: {
          Bucket: bucket,
          Kept: { ...bucket, DeletionPolicy, Properties: { BucketName } },
          Failing: { ...logGroupOfNobody, DependsOn: 'Kept' },
        },
      });
      expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
      const { Buckets = [] } = await local.aws.s3.send(new ListBucketsCommand({}));
      expect(Buckets.some(({ Name }) => Name === BucketName)).toBe(isLeft);
    },
  );

  it('names an export that does not exist', async () => {
    expect(await refusal({ Resources: { Log: logGroupOfNobody } })).toMatch(
      /Log \(AWS::Logs::LogGroup\).*No export named nobody-exports-this found/,
    );
  });

  it('keeps the value of an export while it is imported, and lets it go afterwards', async () => {
    const exporter = await accepts(exporting('first'));
    const importer = await accepts(importing('an-export'));
    const refused = await local.update(exporter, exporting('second'));
    expect(refused.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(refused.outputs.get('Exported')).toBe('first');
    expect(await local.failure(exporter)).toContain(
      `Export an-export cannot be updated as it is in use by ${importer}`,
    );
    await local.update(exporter, { Resources: { Bucket: bucket } });
    expect(await local.failure(exporter)).toContain(
      `Export an-export cannot be deleted as it is in use by ${importer}`,
    );
    await local.delete(importer);
    await expect(local.update(exporter, exporting('second'))).resolves.toMatchObject({
      status: 'UPDATE_COMPLETE',
    });
  });

  it('gives an export name to one stack only', async () => {
    const owner = await accepts(exporting('mine', 'one-owner'));
    expect(await refusal(exporting('also mine', 'one-owner'))).toContain(
      `Export with name one-owner is already exported by stack ${owner}`,
    );
  });
});

describe('Elastic Load Balancing', () => {
  const withListener = (resources: Template['Resources'], contentType?: string): Template => ({
    Resources: {
      ...vpcWithTwoSubnets,
      LoadBalancer: loadBalancer,
      Listener: listener(contentType),
      ...resources,
    },
  });

  it('takes five content types for a fixed response, and problem+json is none of them', async () => {
    expect(await refusal(withListener({}, 'application/problem+json'))).toMatch(
      /Listener \(.*The ContentType must be one of:'text\/html', 'application\/json'/,
    );
    await accepts(withListener({}, 'application/json'));
  });

  it('takes a rule priority once per listener', async () => {
    const second = { ...rule(10), DependsOn: 'First' };
    expect(await refusal(withListener({ First: rule(10), Second: second }))).toMatch(
      /Second \(.*Priority '10' is currently in use/,
    );
    await accepts(withListener({ First: rule(10), Second: rule(11) }));
  });

  it('takes 32 characters for the name of a target group', async () => {
    const name = 'a'.repeat(33);
    expect(await refusal({ Resources: { Group: targetGroup(name) } })).toMatch(
      new RegExp(`Group \\(.*Target group name '${name}' cannot be longer than '32' characters`),
    );
    await accepts({ Resources: { Group: targetGroup('a'.repeat(32)) } });
  });

  it('takes the name of a target group once', async () => {
    await accepts({ Resources: { Group: targetGroup('taken') } });
    expect(await refusal({ Resources: { Another: targetGroup('taken') } })).toMatch(
      /Another \(.*A target group with the same name 'taken' exists, but with different settings/,
    );
  });

  it('wants subnets of two zones', async () => {
    const one = { ...loadBalancer.Properties, Subnets: [{ Ref: 'SubnetA' }] };
    expect(
      await refusal({
        Resources: { ...vpcWithTwoSubnets, LoadBalancer: { ...loadBalancer, Properties: one } },
      }),
    ).toMatch(/LoadBalancer \(.*At least two subnets in two different Availability Zones/);
  });

  it('keeps a load balancer under deletion protection', async () => {
    const LoadBalancerAttributes = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
    const protectedOne = {
      ...loadBalancer,
      Properties: { ...loadBalancer.Properties, LoadBalancerAttributes },
    };
    const name = await accepts({
      Resources: { ...vpcWithTwoSubnets, LoadBalancer: protectedOne },
      Outputs: { Arn: { Value: { Ref: 'LoadBalancer' } } },
    });
    const left = await local.delete(name);
    expect(left?.status).toBe('DELETE_FAILED');
    const arn = left?.outputs.get('Arn');
    const words = `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`;
    expect(await local.failure(name)).toContain(words);
    await expect(
      local.aws.elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn })),
    ).rejects.toThrow(words);
  });
});

describe('EC2', () => {
  const address = { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } };
  const gateway = (properties: object) => ({
    Type: 'AWS::EC2::NatGateway',
    DependsOn: 'SubnetA',
    Properties: { SubnetId: { Ref: 'SubnetA' }, ...properties },
  });
  const AllocationId = { 'Fn::GetAtt': ['Address', 'AllocationId'] };

  it('wants an address for a public NAT gateway', async () => {
    expect(await refusal({ Resources: { ...vpcWithTwoSubnets, Gateway: gateway({}) } })).toMatch(
      /Gateway \(AWS::EC2::NatGateway\).*AllocationId/,
    );
  });

  it('wants a way to the internet for a public NAT gateway', async () => {
    expect(
      await refusal({
        Resources: { ...vpcWithTwoSubnets, Address: address, Gateway: gateway({ AllocationId }) },
      }),
    ).toMatch(/Gateway \(.*has no Internet gateway attached/);
  });

  it('wants a VPC with a way to the internet for a regional NAT gateway, and no subnet', async () => {
    const regional = (Properties: object) => ({
      Type: 'AWS::EC2::NatGateway',
      DependsOn: 'SubnetA',
      Properties: { AvailabilityMode: 'regional', ...Properties },
    });
    const inVpc = { VpcId: { Ref: 'Vpc' } };
    const made = (Gateway: object) => refusal({ Resources: { ...vpcWithTwoSubnets, Gateway } });
    expect(await made(regional({}))).toMatch(/Gateway \(.*vpc ID '' does not exist/);
    expect(await made(regional(inVpc))).toMatch(/has no Internet gateway attached/);
    expect(await made(regional({ ...inVpc, SubnetId: { Ref: 'SubnetA' } }))).toMatch(
      /SubnetId cannot be specified for a regional NAT gateway/,
    );
  });

  it('releases no address of a NAT gateway', async () => {
    const Outputs = { Id: { Value: AllocationId }, Address: { Value: { Ref: 'Address' } } };
    const name = await accepts({ Resources: { Address: address }, Outputs });
    const { outputs } = await stackOf(name);
    const InternetGateway = { Type: 'AWS::EC2::InternetGateway' };
    const ids = { VpcId: { Ref: 'Vpc' }, InternetGatewayId: { Ref: 'InternetGateway' } };
    const Attachment = { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: ids };
    const Gateway = {
      ...gateway({ AllocationId: outputs.get('Id') }),
      DependsOn: ['SubnetA', 'Attachment'],
    };
    const user = await accepts({
      Resources: { ...vpcWithTwoSubnets, InternetGateway, Attachment, Gateway },
    });
    const words = `Address ${outputs.get('Address')} is in use.`;
    const release = new ReleaseAddressCommand({ AllocationId: outputs.get('Id') });
    await expect(local.aws.ec2.send(release)).rejects.toThrow(words);
    expect((await local.delete(name))?.status).toBe('DELETE_FAILED');
    expect(await local.failure(name)).toContain(words);
    await local.delete(user);
    expect(await local.delete(name)).toBeUndefined();
  });

  it('gives five Elastic IPs to a Region', async () => {
    const six = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`Address${n}`, address]));
    expect(await refusal({ Resources: six })).toContain(
      'The maximum number of addresses has been reached',
    );
  });
});
