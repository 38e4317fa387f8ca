import type { Stack } from '@aws-sdk/client-cloudformation';
import { checkVpcMode } from '../../src/preflight/vpc-mode.ts';

function standingIn(ParameterValue: string | undefined): Stack {
  return {
    StackName: 'network-dev',
    CreationTime: new Date(0),
    StackStatus: 'UPDATE_COMPLETE',
    ...(ParameterValue !== undefined && {
      Parameters: [{ ParameterKey: 'ExistingVpcId', ParameterValue }],
    }),
  };
}

const stacks = (stack: Stack | undefined) =>
  stack ? [{ service: 'network', name: 'network-dev', stack }] : [];
const existing = (id: string) => ({ existingVpc: { id, cidrs: ['10.0.0.0/16'] } });

it.each([
  ['nothing is deployed', existing('vpc-1'), undefined],
  ['it stands in that VPC', existing('vpc-1'), standingIn('vpc-1')],
  ['it stands in a VPC of its own', {}, standingIn('')],
  ['it is of a time before existing VPCs', {}, standingIn(undefined)],
])('nothing is wrong when %s', (_, settings, deployed) => {
  expect(checkVpcMode(settings, stacks(deployed))).toBeUndefined();
});

it.each([
  [
    'into an existing VPC',
    existing('vpc-1'),
    standingIn(''),
    /stands in a VPC of its own.*says vpc-1/,
  ],
  ['out of it', {}, standingIn('vpc-1'), /stands in vpc-1.*says a VPC of its own/],
  ['into another one', existing('vpc-2'), standingIn('vpc-1'), /stands in vpc-1.*says vpc-2/],
])('a network that stands does not move %s', (_, settings, deployed, line) => {
  expect(checkVpcMode(settings, stacks(deployed))).toMatch(line);
});
