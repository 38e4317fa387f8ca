import { execa } from 'execa';
import { LocalAws } from './support/local-aws.ts';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { DescribeVpcsCommand, DescribeSubnetsCommand, DescribeInternetGatewaysCommand } from '@aws-sdk/client-ec2';
it('try', async () => {
  const local = await LocalAws.start();
  const { Vpcs } = await local.aws.ec2.send(new DescribeVpcsCommand({}));
  const { Subnets } = await local.aws.ec2.send(new DescribeSubnetsCommand({}));
  const { InternetGateways } = await local.aws.ec2.send(new DescribeInternetGatewaysCommand({}));
  console.log(JSON.stringify({ Vpcs, Subnets, InternetGateways }, null, 1).slice(0, 3000));
  const env = { AWS_ENDPOINT_URL: local.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
  const id = Vpcs?.[0]?.VpcId ?? '';
  const run = async (args: string[]) => {
    const r = await execa('node', args, { cwd: repositoryRoot, env, reject: false, all: true });
    console.log(args.join(' '), r.exitCode, String(r.all).slice(-3500));
  };
  await run(['tools/adopt/bin/adopt.mjs', '--vpc-id', id, '--stage', 'dev', '--yes']);
  await run(['tools/inventory/bin/inventory.mjs', '--vpc-id', id, '--out', '/tmp/try/before.json']);
  await run(['tools/deploy/bin/deploy.mjs', 'deploy', '--stage', 'dev']);
  await run(['tools/deploy/bin/deploy.mjs', 'remove', '--stage', 'dev', '--yes']);
  await run(['tools/inventory/bin/inventory.mjs', '--vpc-id', id, '--out', '/tmp/try/after.json']);
  await local.stop();
}, 600_000);
