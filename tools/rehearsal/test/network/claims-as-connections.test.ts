import { SNAPSHOT_VERSION, type Snapshot } from '@private-lambda/inventory/snapshot';
import type { Host, LabNetwork } from '@private-lambda/packet-lab/model';
import { buildNetwork } from 'cfn-reach/src/cloudformation/build-network.ts';
import { Assumptions } from 'cfn-reach/src/template/assumptions.ts';
import { stackSet } from 'cfn-reach/src/template/system.ts';
import { readTemplate } from 'cfn-reach/src/template/template.ts';
import { claimsAsConnections } from '../../src/network/claims-as-connections.ts';

const template = readTemplate('s', 's', {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    ...Object.fromEntries(
      ['A', 'B'].map((zone, index) => [
        `Subnet${zone}`,
        {
          Type: 'AWS::EC2::Subnet',
          Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: `10.0.${index}.0/24` },
        },
      ]),
    ),
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: {
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
            SecurityGroups: ['sg-of-the-template'],
          },
        },
      },
    },
  },
});

const reached = buildNetwork(
  stackSet(
    {
      templates: [template],
      parameters: new Map(),
      region: 'eu-west-1',
      physicalIds: new Map(),
      names: new Map(),
    },
    Assumptions.none(),
  ),
);

const SERVICE = 'arn:aws:ecs:eu-west-1:1:service/cluster/caller';
const stack = {
  name: 's',
  resources: new Map([
    ['SubnetA', 'subnet-a'],
    ['SubnetB', 'subnet-b'],
    ['Service', SERVICE],
  ]),
};

const task = (id: string, subnet: string, address: string): Host => ({
  id,
  kind: 'task',
  interfaces: [{ subnet, address, groups: ['sg-worn'], publicAddress: undefined }],
  listens: 'every port',
});

const network: LabNetwork = {
  vpcs: [{ id: 'vpc', blocks: ['10.0.0.0/16'], hasInternetGateway: false }],
  subnets: ['a', 'b'].map((zone, index) => ({
    id: `subnet-${zone}`,
    vpc: 'vpc',
    block: `10.0.${index}.0/24`,
    routeTable: 'table',
    acl: 'acl',
  })),
  routeTables: [],
  acls: [],
  groups: [],
  hosts: [task('eni-own', 'subnet-a', '10.0.0.9'), task('eni-other', 'subnet-b', '10.0.1.9')],
  gatewayEndpoints: [],
  peerings: [],
  outside: [],
};

const snapshot: Snapshot = {
  SnapshotVersion: SNAPSHOT_VERSION,
  Region: 'eu-west-1',
  VpcId: 'vpc',
  NotKnown: {},
  NetworkInterfaces: [
    {
      NetworkInterfaceId: 'eni-own',
      Description: 'arn:aws:ecs:eu-west-1:1:attachment/cluster/caller/1f',
    },
    {
      NetworkInterfaceId: 'eni-other',
      Description: 'arn:aws:ecs:eu-west-1:1:attachment/cluster/caller-of-others/2f',
    },
  ],
};

const ask = (from: string, to: string) =>
  (reached.nodes.get(from)?.interfaces ?? [undefined]).map((own) => ({
    claims: ['a-claim'],
    from,
    to,
    port: 443,
    own,
    network: reached,
    answer: { from, to, port: 443, protocol: 'tcp', verdict: 'blocked', hops: [] } as const,
  }));

const connections = (from: string, to: string, seen: Snapshot = snapshot) =>
  claimsAsConnections({ stacks: [stack], claims: 1, questions: ask(from, to) }, network, seen);

test('a service opens connections from its task, and where it has none from one that wears the same', () => {
  const { attempts, network: probed, answers } = connections('s/Service', 'internet');
  expect(attempts).toEqual([
    { from: 'eni-own', address: '10.0.0.9', to: 'internet', port: 443 },
    { from: 'supposed-1', address: '10.0.1.4', to: 'internet', port: 443 },
  ]);
  expect(probed.hosts.find(({ id }) => id === 'supposed-1')).toMatchObject({
    kind: 'task',
    interfaces: [{ subnet: 'subnet-b', groups: ['sg-worn'] }],
  });
  expect(answers.map(({ claims }) => claims)).toEqual([['a-claim'], ['a-claim']]);
});

test('what goes to a service goes to each of them', () => {
  const { attempts } = connections('internet', 's/Service');
  expect(attempts.map(({ to }) => to)).toEqual(['eni-own', 'supposed-1']);
});

test('of a service without a task nothing is guessed', () => {
  const ofOthers = { ...snapshot, NetworkInterfaces: snapshot.NetworkInterfaces?.slice(1) };
  expect(() => connections('internet', 's/Service', ofOthers)).toThrow(
    's/Service has no task in the network',
  );
});
