import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AllocateAddressCommand } from '@aws-sdk/client-ec2';
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { readProject, stackNameOf } from '@private-lambda/system/stack-name';
import { serviceName, targetGroupName } from '../../../../config/names.js';
import { LocalAws } from '../../../rehearsal/test/support/local-aws.ts';
import { type Account, openAccount } from '../../src/account.ts';
import { readDeployableStage } from '../../src/deployable-stage.ts';
import { preflight } from '../../src/preflight/preflight.ts';

const stack = (service: string) => stackNameOf(service, 'dev');
const targetGroup = targetGroupName(
  serviceName(readProject().prefix, 'protected-api'),
  'pricing',
  'dev',
);
const services = ['network', 'protected-api', 'public-caller'];
const inherited = { ...process.env };

let local: LocalAws;
let account: Account;
beforeEach(async () => {
  local = await LocalAws.start();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: local.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  account = await openAccount();
}, 120_000);
afterEach(async () => {
  await local.stop();
  process.env = { ...inherited };
});

const check = (stage: string, of = services) =>
  preflight(account, { stage, settings: readDeployableStage('dev'), services: of });

describe('openAccount', () => {
  it('says which account, Region and identity it is', () => {
    expect(account).toMatchObject({
      id: '000000000000',
      region: 'us-east-1',
      caller: expect.stringMatching(/^arn:aws:/),
    });
  });

  it('refuses in one line when AWS does not answer', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    await expect(openAccount()).rejects.toThrow(/^AWS does not say who you are \(.*ECONNREFUSED/);
  });
});

describe('preflight', () => {
  it('finds nothing in an empty account', async () => {
    expect(await check('dev')).toEqual([]);
  });

  it('finds names that somebody else has', async () => {
    const name = `/aws/lambda/${stack('public-caller')}-api`;
    await account.logs.send(new CreateLogGroupCommand({ logGroupName: name }));
    await account.elb.send(
      new CreateTargetGroupCommand({ Name: targetGroup, TargetType: 'lambda' }),
    );
    expect(await check('dev')).toEqual([
      `protected-api: there is a target group ${targetGroup} already, which is not of stack ${stack('protected-api')}; remove or rename it`,
      `public-caller: there is a log group ${name} already, which is not of stack ${stack('public-caller')}; remove or rename it`,
    ]);
  });

  it('takes the names of a stack that is there for its own', async () => {
    await account.elb.send(
      new CreateTargetGroupCommand({ Name: targetGroup, TargetType: 'lambda' }),
    );
    await local.create(stack('protected-api'), {
      Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
    });
    expect(await check('dev')).toEqual([]);
  });

  it('counts Elastic IPs against the quota', async () => {
    for (let n = 0; n < 5; n++) await account.ec2.send(new AllocateAddressCommand({}));
    expect(await check('dev')).toEqual([
      'Elastic IPs: 5 of 5 of us-east-1 are in use, natMode single needs 1 more; release some, or raise the quota "EC2-VPC Elastic IPs"',
    ]);
    expect(await check('dev', ['public-caller'])).toEqual([]);
  });
});
