import { insideNameProblem } from '../src/inside-name.ts';
import { VPC } from './support/default-vpc.ts';

const place = { vpcId: VPC, region: 'eu-central-1', stack: 'api', own: ['Z9'] };
const zone = (HostedZoneId: string, Name: string) => ({
  HostedZoneId,
  Name,
  Owner: { OwningAccount: '111122223333' },
});
const problem = (apiHostedZone: string, ...zones: ReturnType<typeof zone>[]) =>
  insideNameProblem(zones, { apiDomainName: 'a.internal.test', apiHostedZone }, place);

it.each([
  ['nothing is asked for', '', [zone('Z1', 'a.internal.test.')]],
  ['it is made beside a wider one', 'made', [zone('Z1', 'internal.test.')]],
  ['the stage has made it', 'made', [zone('Z9', 'a.internal.test.')]],
  ['the VPC asks it', '/hostedzone/Z1', [zone('Z1', 'internal.test.')]],
] as const)('nothing is wrong where %s', (_, key, zones) => {
  expect(problem(key.replace('/hostedzone/', ''), ...zones)).toBeUndefined();
});

it.each([
  [
    'has one of that name',
    'made',
    [zone('Z1', 'A.Internal.test.')],
    '(Z1), which is not of stack api',
  ],
  ['does not have it', 'Z1', [zone('Z2', 'internal.test.')], `${VPC} has no private zone Z1`],
  [
    'has it for other names',
    'Z1',
    [zone('Z1', 'ternal.test.')],
    'has no place for a.internal.test',
  ],
  [
    'asks a narrower one',
    'Z1',
    [zone('Z1', 'test.'), zone('Z2', 'internal.test.')],
    'the private zone internal.test (Z2) answers',
  ],
] as const)('it is said where the VPC %s', (_, key, zones, line) => {
  expect(problem(key, ...zones)).toContain(line);
});
