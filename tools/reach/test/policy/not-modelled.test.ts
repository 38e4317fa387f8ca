import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { classOf } from '../../src/cloudformation/types/resource-class.ts';
import { attachingPaths, listedTypes } from '../../src/cloudformation/types/resource-table.ts';
import { checkClaims } from '../../src/policy/check-policy.ts';
import type { System } from '../../src/template/system.ts';
import { changed, loadStacks } from '../change-system.ts';
import { TemporaryFiles } from '../make-system.ts';

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

/** A value for a property by its name, as somebody would write it who attaches it to the key's side of the network. */
function valueFor(name: string): unknown {
  if (/SecurityGroup|GroupSet/.test(name)) return [{ Ref: 'KeyGroup' }];
  if (/Subnet|VPCZone/.test(name)) return [{ Ref: 'Subnet' }];
  if (/V[pP][cC]/.test(name)) return { Ref: 'Vpc' };
  if (/Listener/.test(name)) return { Ref: 'Listener' };
  if (/Lambda|Function/.test(name)) return { 'Fn::GetAtt': ['Function', 'Arn'] };
  return { Ref: 'Balancer' };
}

/** A property at its path, inside the maps that hold it. */
function nested(path: string): Record<string, unknown> {
  const names = path.split('.');
  const last = names.at(-1) ?? '';
  return names.reduceRight<Record<string, unknown>>(
    (inner, name, index) => ({ [name]: index === names.length - 1 ? valueFor(last) : inner }),
    {},
  );
}

const NETWORK = /Subnet|SecurityGroup|GroupSet|^V[pP][cC]|VPCZone/;
const ATTACHED = listedTypes()
  .filter((type) => classOf(type) === 'attached')
  .map((type) => ({ type, paths: attachingPaths(type) }))
  .map(({ type, paths }) => ({
    type,
    paths: paths.filter((path) => NETWORK.test(path.split('.').at(-1) ?? '')),
  }))
  .filter(({ paths }) => paths.length > 0);

describe('A claim about a system with something that is not modelled', () => {
  it('is satisfied without it', () => {
    expect(checkClaims(policy, system).satisfied).toBe(true);
  });

  // Any attached type, by any of its properties that place it in the network.
  it('does not stay satisfied where that could falsify it', () => {
    const added = fc
      .constantFrom(...ATTACHED)
      .chain(({ type, paths }) =>
        fc.record({ type: fc.constant(type), path: fc.constantFrom(...paths) }),
      );
    fc.assert(
      fc.property(added, ({ type, path }) => {
        expect(unsettledBy(type, nested(path))).toEqual(
          expect.arrayContaining(['nothing-from-the-internet', 'only-keys', 'one-door']),
        );
      }),
      { seed: 20261128, numRuns: 200 },
    );
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
