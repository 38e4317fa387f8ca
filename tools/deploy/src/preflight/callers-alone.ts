import type { Account } from '@private-lambda/aws/account';
import { findStack } from '@private-lambda/aws/find-stack';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK, PROTECTED_API } from '../../../../config/names.js';
import { type DeployedResource, readDeployedResources } from '../deployed-resources.ts';
import type { Deployment } from './deployment.ts';
import { type Call, callsOf } from './living-callers.ts';

/**
 * Is there already what the callers of this deploy will use, where it brings neither the API nor the network? The load
 * balancer must listen on their port, and the network let them through to it.
 * @returns one line for each that is not as far as the stage file
 */
export async function checkCallersAlone(
  account: Account,
  { stage, settings, stacks }: Deployment,
): Promise<readonly string[]> {
  const wanted = stacks.flatMap(({ service, resources }) =>
    callsOf(JSON.stringify(resources)).map((call) => ({ service, call })),
  );
  if (wanted.length === 0) return [];
  const others = [
    { service: NETWORK, of: settings.networkStage, offersOf: admitted },
    { service: PROTECTED_API, of: stage, offersOf: listened },
  ].filter((other) => !stacks.some(({ service }) => service === other.service));
  const lines = others.map(async ({ service, of, offersOf }) => {
    const name = stackNameOf(service, of);
    const stack = await findStack(account, name);
    const offers = stack ? offersOf(await readDeployedResources(account, name)) : [];
    const early = wanted.find(({ call }) => !offers.some((offer) => isFor(offer, call)));
    // One that has none of it is no stack of ours.
    if (!early || offers.length === 0) return [];
    return [
      `${early.service}: it would call over ${show(early.call)}, and stack ${name} takes ${offers.map(show).join(' and ')}; expected npm run deploy -- --stage ${of} --service ${service} first (docs/https-inside.md)`,
    ];
  });
  return (await Promise.all(lines)).flat();
}

/** The network knows ports alone. */
type Offer = Pick<Call, 'port'> & Partial<Call>;

const isFor = ({ scheme, port }: Offer, call: Call) =>
  port === call.port && (scheme === undefined || scheme === call.scheme);

const show = ({ scheme, port }: Offer) =>
  scheme === undefined ? `port ${port}` : `${scheme} on port ${port}`;

/** What the load balancer listens to. */
function listened(resources: readonly DeployedResource[]): readonly Offer[] {
  return resources
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::Listener')
    .map(({ properties: { Protocol, Port } }) => ({
      scheme: Protocol === 'HTTPS' ? 'https' : 'http',
      port: Number(Port),
    }));
}

/** What the rules of the load balancer's group let in. */
function admitted(resources: readonly DeployedResource[]): readonly Offer[] {
  return resources
    .filter(
      // A rule may name its group by GroupName instead.
      ({ type, properties: { GroupId = '' } }) =>
        type === 'AWS::EC2::SecurityGroupIngress' &&
        JSON.stringify(GroupId).includes('"ApiLoadBalancerSecurityGroup"'),
    )
    .map(({ properties: { FromPort } }) => ({ port: Number(FromPort) }));
}
