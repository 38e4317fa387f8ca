import { readSnapshot } from '@private-lambda/inventory/read-snapshot';
import { MadeVpc } from '../../rehearsal/src/aws/made-vpc.ts';
import { LocalAws } from '../../rehearsal/test/support/local-aws.ts';
import type { AdoptedSettings, Adoption, Refusal } from '../src/adoption.ts';
import { planAdoption } from '../src/plan-adoption.ts';
import { settings } from './support/default-vpc.ts';

const REGION = 'us-east-1';

let local: LocalAws;
beforeAll(async () => {
  local = await LocalAws.start();
}, 120_000);
afterAll(() => local.stop());

/** A VPC with both DNS attributes on, and nothing in it. */
const emptyVpc = (block: string) => MadeVpc.make(local.aws.ec2, REGION, block);

/** The same with subnets, and a main table that leads to an internet gateway. */
async function openVpc(block: string, ...subnets: readonly (readonly [string, string])[]) {
  const vpc = await emptyVpc(block);
  await vpc.open();
  for (const [letter, cidr] of subnets) await vpc.addSubnet(letter, cidr);
  return vpc;
}

async function plan(
  { id: vpcId }: MadeVpc,
  change: Partial<AdoptedSettings> = {},
): Promise<Adoption | Refusal> {
  const account = { ...local.aws, id: '000000000000', region: REGION };
  return planAdoption(await readSnapshot(account, { vpcId }), {
    settings: { ...settings, ...change },
    ledger: { zones: new Map(), private: new Map(), public: new Map() },
  });
}

const blocksOf = (result: Adoption | Refusal) =>
  'problems' in result ? result.problems : [...result.privateSubnetCidrs.values()];

it('a full VPC is refused', async () => {
  const vpc = await openVpc('10.1.0.0/24', ['a', '10.1.0.0/25'], ['b', '10.1.0.128/25']);
  expect(blocksOf(await plan(vpc))).toEqual([expect.stringMatching(/has no room for 2 private/)]);
});

it('a full VPC with a range of carriers gives blocks of that', async () => {
  const vpc = await openVpc('10.2.0.0/24', ['a', '10.2.0.0/25'], ['b', '10.2.0.128/25']);
  await vpc.addRange('100.64.0.0/16');
  expect(blocksOf(await plan(vpc))).toEqual(['100.64.0.0/24', '100.64.1.0/24']);
});

it('gateway endpoints on the tables of the VPC are left alone, and no hindrance', async () => {
  const vpc = await openVpc('10.3.0.0/16', ['a', '10.3.0.0/24'], ['b', '10.3.1.0/24']);
  await vpc.addGatewayEndpoints();
  expect(await plan(vpc)).toMatchObject({ existingVpc: { id: vpc.id }, notes: [] });
});

it('an endpoint of CloudWatch Logs with private DNS is adopted with its group', async () => {
  const vpc = await openVpc('10.4.0.0/16', ['a', '10.4.0.0/24'], ['b', '10.4.1.0/24']);
  const logs = await vpc.addLogsEndpoint([]);
  expect(await plan(vpc)).toMatchObject({
    existingVpc: { interfaceEndpoints: { logs } },
    notes: [expect.stringContaining('must admit port 443')],
  });
});

it('a VPC without a resolver is refused', async () => {
  const vpc = await openVpc('10.5.0.0/16');
  await vpc.setAttributes({ EnableDnsSupport: { Value: false } });
  expect(blocksOf(await plan(vpc))).toEqual([expect.stringMatching(/enableDnsSupport off/)]);
});

it('two VPCs without an internet gateway are refused where something needs it', async () => {
  for (const second of [6, 16]) {
    const vpc = await emptyVpc(`10.${second}.0.0/16`);
    const free = [`10.${second}.0.0/24`, `10.${second}.1.0/24`];
    expect(blocksOf(await plan(vpc))).toEqual([expect.stringMatching(/no internet gateway/)]);
    expect(blocksOf(await plan(vpc, { natMode: 'none' }))).toEqual(free);
  }
});

it('a VPC with subnets in one zone gets both tiers in a second one', async () => {
  const result = await plan(await openVpc('10.7.0.0/16', ['b', '10.7.0.0/24']));
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  expect(result.azNames.get('A')).toBe('us-east-1b');
  expect(result.azNames.get('B')).not.toBe('us-east-1b');
  expect(result.existingVpc.publicSubnetIds).toBeUndefined();
  expect(result.publicSubnetCidrs.size).toBe(2);
});

it('a peering whose routes overlap gives no other blocks', async () => {
  const vpc = await openVpc('10.8.0.0/16', ['a', '10.8.0.0/24'], ['b', '10.8.1.0/24']);
  await vpc.peerWith(await emptyVpc('10.9.0.0/16'), '10.0.0.0/8');
  expect(blocksOf(await plan(vpc))).toEqual(['10.8.2.0/24', '10.8.3.0/24']);
});

it('a VPC of another account is refused without subnets that it shares', async () => {
  const vpc = await emptyVpc('10.10.0.0/16');
  await vpc.shareBy('999988887777');
  expect(blocksOf(await plan(vpc, { natMode: 'none', logsEndpoint: false }))).toEqual([
    expect.stringMatching(/is shared by account 999988887777/),
  ]);
});
