import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { findStack, outputOf } from '@private-lambda/aws/find-stack';
import { listResources } from '@private-lambda/aws/list-resources';
import { readDeployableStage } from '@private-lambda/system/deployable-stage';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { defaultVpc, VPC } from '../../../adopt/test/support/default-vpc.ts';
import type { PlannedStack } from '../../src/preflight/deployment.ts';
import { checkInsideName } from '../../src/preflight/inside-name.ts';
import {
  check,
  deployed,
  nothing,
  planned,
  resources,
  stage,
  useEmulatedAccount,
} from './emulated-account.ts';

const here = useEmulatedAccount();
const apiDomainName = 'pricing.internal.test';
const api = planned('protected-api');
const where = 'in config/stages/dev.yml (docs/https-inside.md)';

/** A network that stands. @returns the id of its VPC */
async function network(): Promise<string> {
  const name = stackNameOf('network', stage);
  await here.local.create(name, {
    Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } },
    Outputs: { VpcId: { Value: { Ref: 'Vpc' } } },
  });
  return outputOf(await findStack(here.account, name), 'VpcId') ?? '';
}

/** @returns the id of a private zone of somebody else that this VPC has */
async function zone(Name: string, VPCId: string): Promise<string> {
  const VPC = { VPCId, VPCRegion: 'us-east-1' } as const;
  const { HostedZone } = await here.account.route53.send(
    new CreateHostedZoneCommand({ Name, CallerReference: `${Name}-${VPCId}`, VPC }),
  );
  return HostedZone?.Id?.split('/').at(-1) ?? '';
}

const named = (apiHostedZone: string) => ({ apiDomainName, apiHostedZone });

/** What is said of an existing VPC whose one private zone, of the inside name, has this id. */
const inExistingVpc = (apiHostedZone: string, stack: PlannedStack, HostedZoneId: string) => {
  const existingVpc = { id: VPC, cidrs: ['172.31.0.0/16'] };
  const settings = { ...readDeployableStage(stage), ...named(apiHostedZone), existingVpc };
  const HostedZoneSummaries = [{ HostedZoneId, Name: 'Pricing.internal.test.' }];
  const snapshot = defaultVpc({ HostedZoneSummaries });
  return checkInsideName(here.account, { stage, settings, stacks: [stack] }, snapshot);
};

describe('the zone of the inside name', () => {
  it('is not made where the VPC has one of that name', async () => {
    const vpc = await network();
    await zone('internal.test', vpc);
    await zone(apiDomainName, 'vpc-0123456789abcdef0');
    expect(await check([api], named('made'))).toEqual(nothing);
    const id = await zone(apiDomainName, vpc);
    expect(await check([api], named('made'))).toEqual({
      failures: [
        `protected-api: ${vpc} has a private zone ${apiDomainName} already (${id}), which is not of stack private-lambda-protected-api-dev, and AWS takes no second one of that name; expected apiHostedZone: ${id}, or another apiDomainName, ${where}`,
      ],
      notes: [],
    });
  });

  it('is the stack’s own at the second deploy', async () => {
    const ApiZone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: apiDomainName } };
    const second = await deployed(planned('protected-api', { ApiZone }), {
      Resources: { ApiZone },
    });
    const HostedZoneId = (await listResources(here.account, second.name)).get('ApiZone') ?? '';
    const found = (stack: typeof second) => inExistingVpc('made', stack, HostedZoneId);
    expect(await found(second)).toEqual([]);
    const ofAnother = { ...second, resources: resources({ Another: ApiZone }) };
    expect(await found(ofAnother)).toEqual([
      expect.stringContaining(`(${HostedZoneId}), which is not of stack ${second.name}`),
    ]);
  });

  it('is one that the VPC has, and that has place for the name', async () => {
    const vpc = await network();
    const id = await zone('internal.test', vpc);
    expect(await check([api], named(id))).toEqual(nothing);
    const far = await zone('test', 'vpc-0123456789abcdef0');
    expect((await check([api], named(far))).failures).toEqual([
      `protected-api: ${vpc} has no private zone ${far}, and would not find ${apiDomainName} there; expected a zone that is associated with it (aws route53 associate-vpc-with-hosted-zone --hosted-zone-id ${far} --vpc VPCRegion=us-east-1,VPCId=${vpc}), or no apiHostedZone, ${where}`,
    ]);
    expect(await check([api], named(''))).toEqual(nothing);
  });

  it('is the one whose name is the longest that matches', async () => {
    const vpc = await network();
    const parent = await zone('test', vpc);
    const child = await zone('internal.test', vpc);
    expect(await check([api], named(child))).toEqual(nothing);
    expect((await check([api], named(parent))).failures).toEqual([
      `protected-api: in ${vpc} the private zone internal.test (${child}) answers for ${apiDomainName}, and not apiHostedZone: ${parent}; expected the one that answers, or another apiDomainName, ${where}`,
    ]);
  });

  it('has a name that the inside name ends in', async () => {
    const id = await zone('ternal.test', await network());
    expect((await check([api], named(id))).failures).toEqual([
      `protected-api: apiHostedZone ${id} is the zone ternal.test, which has no place for ${apiDomainName}; expected a zone whose name apiDomainName ends in, ${where}`,
    ]);
  });

  it('is looked for in the snapshot of an existing VPC', async () => {
    expect(await inExistingVpc('Z1', api, 'Z1')).toEqual([]);
    expect(await inExistingVpc('Z1', api, '/hostedzone/Z1')).toEqual([]);
    expect(await inExistingVpc('Z1', api, 'Z2')).toEqual([
      expect.stringContaining(`${VPC} has no private zone Z1`),
    ]);
  });

  it('is not asked for before there is a VPC, nor by a deploy of something else', async () => {
    expect(await check([api], named('made'))).toEqual(nothing);
    expect(await check([api], named('Z0123456789'))).toEqual(nothing);
    await network();
    expect(await check([planned('public-caller')], named('Z0123456789'))).toEqual(nothing);
  });
});
