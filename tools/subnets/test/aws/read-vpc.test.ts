import { type Ec2Pages, Ec2Server } from '../support/ec2-server.ts';
import { Subnets } from '../support/run-subnets.ts';
import {
  addresses,
  association,
  SAMPLE_VPC_ID as ID,
  SAMPLE_VPC,
  vpc,
} from '../support/sample-vpc.ts';

const PAGES: Ec2Pages = {
  ...SAMPLE_VPC,
  DescribeVpcs: [vpc(association('100.64.0.0/20'), association('100.65.0.0/20', 'disassociated'))],
};

const tool = new Subnets();
afterAll(() => tool.remove());

let server: Ec2Server;
afterEach(() => server.stop());

async function run(pages: Ec2Pages, ...args: readonly string[]) {
  server = new Ec2Server(pages);
  return tool.run(args, await server.start());
}

describe('--vpc-id', () => {
  it('shows the ranges in use, and the subnets of every page as used blocks', async () => {
    const { stdout, stderr, code } = await run(PAGES, 'show', '--vpc-id', ID, '--json');
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    const { vpc: ranges, used, free } = JSON.parse(stdout);
    expect(ranges).toEqual(['172.30.0.0/16', '100.64.0.0/20']);
    expect(used.map(({ cidr }: { cidr: string }) => cidr)).toEqual([
      '172.30.0.0/20',
      '172.30.16.0/20',
      '172.30.32.0/20',
    ]);
    expect(free[0].cidr).toBe('100.64.0.0/20');
  });

  it('asks for this VPC alone', async () => {
    await run(PAGES, 'show', '--vpc-id', ID);
    const of = (action: string) => server.requests.find((form) => form.get('Action') === action);
    expect(of('DescribeVpcs')?.get('VpcId.1')).toBe(ID);
    for (const action of ['DescribeSubnets', 'DescribeNatGateways', 'DescribeVpcEndpoints']) {
      expect([action, of(action)?.get('Filter.1.Name')]).toEqual([action, 'vpc-id']);
      expect([action, of(action)?.get('Filter.1.Value.1')]).toEqual([action, ID]);
    }
    expect(of('DescribeInternetGateways')?.get('Filter.1.Name')).toBe('attachment.vpc-id');
  });

  it('lists subnets, gateways, endpoints and Elastic IPs for people', async () => {
    const { stdout } = await run(PAGES, 'show', '--vpc-id', ID);
    expect(stdout).toMatch(
      /^subnet-2 +app-b +eu-west-1b +172\.30\.16\.0\/20 +7 +too full for a load balancer \(8\)$/m,
    );
    expect(stdout).toContain(
      'gateways     igw-1 (internet gateway), nat-1 (NAT gateway in subnet-1)\n',
    );
    expect(stdout).toContain('endpoints    vpce-1 (Gateway, com.amazonaws.eu-west-1.s3)\n');
    expect(stdout).toContain('Elastic IPs  5 in use in the Region, of 5 (default quota)\n');
  });

  it('plans around the subnets, and warns when no Elastic IP is left for a NAT gateway', async () => {
    const { stdout } = await run(PAGES, 'plan', '--vpc-id', ID, '--public', '2x/27', '--json');
    const plan = JSON.parse(stdout);
    expect(plan.subnets[0].cidr).toBe('172.30.48.0/27');
    expect(plan.warnings.map(({ code }: { code: string }) => code)).toContain('ELASTIC_IP_QUOTA');
  });

  it('does not warn about Elastic IPs while there is one', async () => {
    const pages = { ...PAGES, DescribeAddresses: [addresses(4)] };
    const { stdout } = await run(pages, 'plan', '--vpc-id', ID, '--public', '2x/27', '--json');
    expect(stdout).not.toContain('ELASTIC_IP_QUOTA');
  });

  it.each([
    [
      'a VPC that does not exist',
      { status: 400, code: 'InvalidVpcID.NotFound', message: 'no' },
      `${ID} does not exist in this account and Region [SUBNETS_VPC_NOT_FOUND]`,
    ],
    [
      'missing rights',
      { status: 403, code: 'UnauthorizedOperation', message: 'You are not authorized.' },
      `AWS refused to describe ${ID}: You are not authorized. [SUBNETS_AWS_DENIED]`,
    ],
    [
      'an answer without a VPC',
      '<vpcSet/>',
      `${ID} does not exist in this account and Region [SUBNETS_VPC_NOT_FOUND]`,
    ],
  ])('refuses %s in one line', async (_, answer, reason) => {
    const { stdout, stderr, code } = await run({ DescribeVpcs: [answer] }, 'show', '--vpc-id', ID);
    expect({ stdout, stderr, code }).toEqual({
      stdout: '',
      stderr: `subnets: --vpc-id: ${reason}\n`,
      code: 2,
    });
  });
});

describe('--vpc-id without a way to AWS', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const region = { AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' };

  // A port that was free a moment ago: nothing listens there.
  async function closedEndpoint() {
    server = new Ec2Server({});
    const { AWS_ENDPOINT_URL = '' } = await server.start();
    await server.stop();
    return AWS_ENDPOINT_URL;
  }

  it.each([
    ['no endpoint', { ...keys, ...region }, ID, 'cannot reach http://127.0.0.1:'],
    ['no credentials', region, ID, 'no AWS credentials: '],
    ['no Region', { ...keys, HOME: '/nowhere' }, ID, 'no Region: expected --region or AWS_REGION'],
    ['no id', keys, 'my-vpc', 'found "my-vpc", expected an id such as vpc-0123456789abcdef0'],
  ])('refuses %s in one line', async (_, env, id, reason) => {
    const AWS_ENDPOINT_URL = await closedEndpoint();
    const { stdout, stderr, code } = await tool.run(['show', '--vpc-id', id], {
      ...env,
      AWS_ENDPOINT_URL,
    });
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(/^subnets: --vpc-id: [^\n]*\n$/);
    expect(stderr).toContain(reason);
  });
});
