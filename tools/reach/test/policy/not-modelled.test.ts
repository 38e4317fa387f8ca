import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { classOf } from '../../src/cloudformation/types/resource-class.ts';
import { listedTypes } from '../../src/cloudformation/types/resource-table.ts';
import { checkClaims } from '../../src/policy/check-policy.ts';
import type { System } from '../../src/template/system.ts';
import { type Change, changed, loadStacks } from '../change-system.ts';
import { TemporaryFiles } from '../make-system.ts';
import { placed, placings } from '../placings.ts';

const CLAIMS = [
  {
    id: 'nothing-from-the-internet',
    blocked: { from: 'internet', to: 'network/Function', ports: 80 },
  },
  {
    id: 'only-keys',
    only: {
      from: { wearing: 'network/KeyGroup', in: 'network/Subnet' },
      to: 'network/Function',
      ports: 80,
    },
  },
  {
    id: 'one-door',
    doors: { of: 'network/Function', exactly: ['load-balancer network/TargetGroup'] },
  },
  { id: 'no-public-address', noPublicAddress: ['network/Balancer'] },
];

let files: TemporaryFiles;
let policy: string;
let system: System;

beforeAll(async () => {
  files = new TemporaryFiles();
  const claims = CLAIMS.map((claim) => ({ says: 'x', ...claim }));
  policy = files.write(
    'policy.yml',
    stringify({ version: 1, stacks: { network: 'network' }, claims }).replace(
      'in: network/Subnet',
      'in: [network/Subnet]',
    ),
  );
  const folder = join(__dirname, '../topologies/vpc-links');
  system = await loadStacks([['network', join(folder, 'network.yml')]]);
});
afterAll(() => files.remove());

/** The claims that do not stay satisfied with one more resource. */
function unsettledBy(type: string, properties: Record<string, unknown>): string[] {
  const more = changed(system, { add: 'network/Added', resource: { type, properties } });
  return checkClaims(policy, more)
    .claims.filter(({ outcome }) => outcome !== 'satisfied')
    .map(({ id }) => id);
}

/** Properties of modelled resources: those of which another value may open what is claimed to be closed, and others. */
const MODELLED: readonly [id: string, deciding: string, others: string][] = [
  ['Balancer', 'Scheme SecurityGroups', 'Subnets Type IpAddressType'],
  ['Listener', 'LoadBalancerArn DefaultActions', 'Port Protocol'],
  ['TargetGroup', 'Targets', 'TargetType Protocol Port'],
  ['Function', '', 'VpcConfig FunctionName'],
  ['Other', 'VpcConfig', ''],
  ['Permission', 'Action Principal SourceArn', 'FunctionName'],
  ['BalancerIngress', 'SourceSecurityGroupId', 'GroupId IpProtocol FromPort ToPort'],
];

/** An internet gateway, the way to it from the subnet, and a group that admits those of the function Other. */
const GATEWAY: readonly Change[] = [
  added('Gateway', 'EC2::InternetGateway', {}),
  added('Attached', 'EC2::VPCGatewayAttachment', { VpcId: 'Vpc', InternetGatewayId: 'Gateway' }),
  added('Table', 'EC2::RouteTable', { VpcId: 'Vpc' }),
  added('Route', 'EC2::Route', { RouteTableId: 'Table', GatewayId: 'Gateway' }),
  added('Joined', 'EC2::SubnetRouteTableAssociation', {
    RouteTableId: 'Table',
    SubnetId: 'Subnet',
  }),
  added('ProxyGroup', 'EC2::SecurityGroup', { VpcId: 'Vpc' }),
  added('ProxyIngress', 'EC2::SecurityGroupIngress', {
    GroupId: 'ProxyGroup',
    SourceSecurityGroupId: 'OtherGroup',
  }),
];

/** @param references property → logical id that it refers to */
function added(id: string, type: string, references: Record<string, string>): Change {
  const refs = Object.entries(references).map(([name, Ref]) => [name, { Ref }]);
  const properties = {
    ...(type.endsWith('::Route') ? { DestinationCidrBlock: '0.0.0.0/0' } : {}),
    ...(type.endsWith('Ingress') ? { IpProtocol: '-1' } : {}),
    ...Object.fromEntries(refs),
  };
  return { add: `network/${id}`, resource: { type: `AWS::${type}`, properties } };
}

const HARMLESS = listedTypes().filter((type) => classOf(type) === 'harmless');

describe('A claim about a system with something that is not modelled', () => {
  it('is satisfied without it', () => {
    expect(checkClaims(policy, system).satisfied).toBe(true);
  });

  // Any attached type, by any of its properties that place it in the network.
  it('does not stay satisfied where that could falsify it', () => {
    const network = { group: 'KeyGroup', subnet: 'Subnet', vpc: 'Vpc' };
    fc.assert(
      fc.property(fc.constantFrom(...placings()), ({ type, path }) => {
        expect(unsettledBy(type, placed(path, network))).toEqual(
          expect.arrayContaining(['nothing-from-the-internet', 'only-keys', 'one-door']),
        );
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });

  // Whatever harmless type names of the network.
  it('stays satisfied where that is harmless', () => {
    const references = ['Vpc', 'Subnet', 'KeyGroup', 'Balancer', 'Listener', 'TargetGroup'];
    const properties = { Names: references.map((Ref) => ({ Ref })) };
    fc.assert(
      fc.property(fc.constantFrom(...HARMLESS), (type) => {
        expect(unsettledBy(type, properties)).toEqual([]);
      }),
      { seed: 20261128, numRuns: 100 },
    );
  });

  it.each(MODELLED)('does not stay satisfied where %s does not say %s', (id, deciding, others) => {
    const isSettled = (property: string) => {
      const change = { put: `network/${id}.${property}`, value: { Ref: 'Absent' } };
      return checkClaims(policy, changed(system, change)).satisfied;
    };
    const words = (text: string) => text.split(' ').filter((word) => word !== '');
    expect(words(deciding).filter(isSettled)).toEqual([]);
    expect(words(others).filter(isSettled)).toEqual(words(others));
  });

  it('is not satisfied where that may be a way out for those whom it admits', () => {
    const out = { from: 'network/Other', to: 'internet', ports: 443 };
    const claims = [{ id: 'no-way-out', says: 'x', blocked: out }];
    const file = files.write(
      'out.yml',
      stringify({ version: 1, stacks: { network: 'network' }, claims }),
    );
    const withGateway = GATEWAY.reduce(changed, system);
    const proxy = (group: string) => {
      const properties = { Subnets: [{ Ref: 'Subnet' }], SecurityGroups: [{ Ref: group }] };
      const resource = { type: 'AWS::New::Proxy', properties };
      return changed(withGateway, { add: 'network/Added', resource });
    };
    expect(checkClaims(file, withGateway).satisfied).toBe(true);
    expect(checkClaims(file, proxy('KeyGroup')).satisfied).toBe(true);
    const [claim] = checkClaims(file, proxy('ProxyGroup')).claims;
    expect(claim?.outcome).toBe('undecided');
    expect(JSON.stringify(claim?.findings)).toContain('network/Added is AWS::New::Proxy');
  });

  it('stays satisfied where its groups lead nowhere', () => {
    expect(
      unsettledBy('AWS::AppRunner::VpcConnector', {
        Subnets: [{ Ref: 'Subnet' }],
        SecurityGroups: [{ Ref: 'OtherGroup' }],
      }),
    ).toEqual([]);
  });

  it('does not stay satisfied where that names the load balancer, the listener or the function', () => {
    const accelerator = 'AWS::GlobalAccelerator::EndpointGroup';
    const EndpointConfigurations = [{ EndpointId: { Ref: 'Balancer' } }];
    expect(unsettledBy(accelerator, { EndpointConfigurations })).toEqual(
      CLAIMS.map(({ id }) => id),
    );
    const Arn = { 'Fn::GetAtt': ['Balancer', 'LoadBalancerArn'] };
    expect(unsettledBy('AWS::CloudFront::VpcOrigin', { VpcOriginEndpointConfig: { Arn } })).toEqual(
      CLAIMS.map(({ id }) => id),
    );
    expect(unsettledBy('AWS::New::Entrance', { To: { Ref: 'Listener' } })).toContain('one-door');
    const FunctionArn = { 'Fn::GetAtt': ['Function', 'Arn'] };
    expect(unsettledBy('AWS::New::Trigger', { FunctionArn })).toEqual(['one-door']);
  });
});
