import { join } from 'node:path';
import { checkPolicy } from '../../src/policy/check-policy.ts';
import { TemporaryFiles } from '../make-system.ts';

const files = new TemporaryFiles();
afterAll(() => files.remove());

/** Group and subnet that one stack makes only when a condition holds. */
const optional = {
  Conditions: { Wanted: { 'Fn::Equals': ['yes', 'no'] } },
  Resources: {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId: 'vpc-1', GroupDescription: 'of clients' },
    },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Condition: 'Wanted',
      Properties: { VpcId: 'vpc-1', CidrBlock: '10.0.9.0/24' },
    },
  },
};

/** A claim about the VPC whose answers are in snapshots.test.ts. */
async function outcome(name: string, claim: object) {
  const { claims } = await checkPolicy({
    policyFile: files.write('reach.yml', {
      version: 1,
      stacks: { app: 'app' },
      claims: [{ id: 'asked', says: 'It is asked.', ...claim }],
    }),
    stacks: [{ name: 'app', file: files.write('app.json', optional) }],
    inventory: join(import.meta.dirname, 'snapshots', `${name}.json`),
  });
  return claims.find(({ id }) => id === 'asked');
}

describe('a claim about who lives in the VPC', () => {
  it.each([
    ['by their Name tags', 'vpc/web', 'vpc/orders db'],
    ['by their ids', 'vpc/i-1', 'vpc/i-2'],
    ['by their interfaces', 'vpc/eni-1', 'vpc/eni-2'],
  ])('holds %s', async (_, from, to) => {
    const reachable = await outcome('public-web', { reachable: { from, to, ports: 5432 } });
    expect(reachable).toMatchObject({ outcome: 'satisfied', findings: [] });
    const blocked = await outcome('public-web', { blocked: { from, to, ports: 5432 } });
    expect(blocked).toMatchObject({ outcome: 'violated' });
  });

  it('counts them among everybody', async () => {
    const only = { to: 'vpc/app-a', ports: 8080, from: ['vpc/shop'] };
    expect(await outcome('nat-and-balancer', { only })).toMatchObject({ outcome: 'satisfied' });
    const nobody = await outcome('nat-and-balancer', { only: { ...only, from: [] } });
    expect(nobody).toMatchObject({ outcome: 'violated' });
    expect(JSON.stringify(nobody?.findings)).toContain('vpc/shop/50dc6c495c0c9188 reaches');
  });

  it('does not hold about somebody who is not there', async () => {
    const blocked = { from: 'vpc/nobody', to: 'vpc/web', ports: 443 };
    expect(await outcome('public-web', { blocked })).toMatchObject({
      outcome: 'violated',
      findings: [{ message: 'vpc/nobody is not in the templates' }],
    });
  });
});

describe('a claim of which everything is left out on purpose', () => {
  const wearer = { wearing: 'app/Group', in: 'app/Subnet' };

  it.each([
    ['reachable', { from: wearer, to: 'internet', ports: 443 }],
    ['blocked', { from: wearer, to: 'internet', ports: 443 }],
    ['only', { to: wearer, ports: 443, from: [] }],
    ['way', { from: wearer, to: 'internet', ports: 443, through: 'nat-gateway' }],
  ])('is not made: %s', async (kind, claim) => {
    expect(await outcome('public-web', { [kind]: claim })).toMatchObject({ outcome: 'absent' });
  });

  it('is made where one of them is there', async () => {
    const from = [wearer, 'vpc/web'];
    const blocked = { from, to: 'internet', ports: 443 };
    expect(await outcome('public-web', { blocked })).toMatchObject({ outcome: 'violated' });
  });
});
