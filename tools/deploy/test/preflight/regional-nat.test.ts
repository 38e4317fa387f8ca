import type { Account } from '@private-lambda/aws/account';
import { check, nothing, planned, useEmulatedAccount } from './emulated-account.ts';

const here = useEmulatedAccount();

/** The account in a Region whose CloudFormation answers this about the type. */
const where = (answer: () => Promise<object>): Account => ({
  ...here.account,
  cloudFormation: Object.assign(Object.create(here.account.cloudFormation), { send: answer }),
});
const asked = (of: Account) => check([planned('network')], { natMode: 'regional' }, of);

it('a regional NAT gateway is made where CloudFormation knows it', async () => {
  expect(await asked(here.account)).toEqual(nothing);
});

it('it is refused where CloudFormation does not know it', async () => {
  const Schema = JSON.stringify({ properties: { SubnetId: {}, AllocationId: {} } });
  const { failures } = await asked(where(async () => ({ Schema })));
  expect(failures).toEqual([
    'network: natMode is regional, and CloudFormation of us-east-1 knows no AvailabilityMode of AWS::EC2::NatGateway; expected natMode per-az or single in config/stages/dev.yml',
  ]);
});

it('where nobody may ask, it is said, and not refused', async () => {
  const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  const { failures, notes } = await asked(where(() => Promise.reject(denied)));
  expect(failures).toEqual([]);
  expect(notes).toContain(
    'regional NAT gateway: not looked at, since AWS denies it (AccessDeniedException)',
  );
});
