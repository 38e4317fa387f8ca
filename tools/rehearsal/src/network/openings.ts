import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type EC2Client,
  ReplaceRouteCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { type AwsVpcConfiguration, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { Aws } from '@private-lambda/aws/clients';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import { readEcsCaller } from '../aws/ecs-caller.ts';
import type { Stack } from '../aws/stack.ts';
import type { Difference } from './compare-with-reach.ts';

/** What somebody changes by hand in a deployed network, so that it lets through more, or something else. */
export interface Opening {
  readonly name: string;
  open(): Promise<unknown>;
  close(): Promise<unknown>;
  /** Whether what the claims then find is what it does. */
  isSeenBy(difference: Difference): boolean;
  /** Why nothing comes of it; undefined where a claim has to be broken. */
  readonly idle?: string | undefined;
}

const isLetIn = ({ verdict }: Difference) => verdict === 'blocked';

const EVERYWHERE = '0.0.0.0/0';
const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: EVERYWHERE }] }];

/** Each security group of a stack, open to all in one direction. */
export function openGroups(
  ec2: EC2Client,
  { resources }: Pick<Stack, 'resources'>,
  network: LabNetwork,
): readonly Opening[] {
  const ids = new Set(network.groups.map(({ id }) => id));
  return [...resources].flatMap(([name, GroupId]) =>
    ids.has(GroupId) ? openGroup(ec2, name, GroupId, network) : [],
  );
}

function openGroup(ec2: EC2Client, name: string, GroupId: string, network: LabNetwork): Opening[] {
  const rule = { GroupId, IpPermissions: everything };
  return [
    {
      name: `${name} in`,
      open: () => ec2.send(new AuthorizeSecurityGroupIngressCommand(rule)),
      close: () => ec2.send(new RevokeSecurityGroupIngressCommand(rule)),
      isSeenBy: isLetIn,
      idle: whyOpenAlready(network, GroupId),
    },
    {
      name: `${name} out`,
      open: () => ec2.send(new AuthorizeSecurityGroupEgressCommand(rule)),
      close: () => ec2.send(new RevokeSecurityGroupEgressCommand(rule)),
      isSeenBy: isLetIn,
    },
  ];
}

/** That of a load balancer which everybody may call on all of its ports lets in nobody else. */
function whyOpenAlready({ groups, hosts }: LabNetwork, id: string): string | undefined {
  const open = groups
    .filter((group) => group.id === id)
    .flatMap(({ inbound }) => inbound)
    .filter(({ peer }) => 'blocks' in peer && peer.blocks.includes(EVERYWHERE));
  const wearers = hosts.filter(({ interfaces }) =>
    interfaces.some(({ groups: worn }) => worn?.includes(id)),
  );
  const isOpenAlready = wearers.every(
    ({ listens }) =>
      listens !== 'every port' &&
      listens.every((port) => open.some(({ ports }) => ports.from <= port && port <= ports.to)),
  );
  return wearers.length > 0 && isOpenAlready
    ? 'everybody may call whoever wears it already, on each port that it listens on'
    : undefined;
}

/** The routes to NAT gateways lead to the internet gateway: the protected subnets become public ones. */
export function publicRoutes(ec2: EC2Client, snapshot: Snapshot): Opening | undefined {
  const gateway = snapshot.InternetGateways?.find(({ Attachments = [] }) =>
    Attachments.some(({ VpcId }) => VpcId === snapshot.VpcId),
  );
  const routes = (snapshot.RouteTables ?? []).flatMap(({ RouteTableId, Routes = [] }) =>
    Routes.flatMap(({ DestinationCidrBlock, NatGatewayId }) =>
      NatGatewayId === undefined ? [] : [{ RouteTableId, DestinationCidrBlock, NatGatewayId }],
    ),
  );
  if (!gateway || routes.length === 0) return undefined;
  const GatewayId = gateway.InternetGatewayId;
  return {
    name: 'the protected subnets with routes to the internet gateway',
    open: () =>
      Promise.all(
        routes.map(({ NatGatewayId, ...route }) =>
          ec2.send(new ReplaceRouteCommand({ ...route, GatewayId })),
        ),
      ),
    close: () => Promise.all(routes.map((route) => ec2.send(new ReplaceRouteCommand(route)))),
    // Nobody there has a public address: whoever had a way out through NAT has none any more.
    isSeenBy: ({ verdict, packets, to }) =>
      verdict === 'reachable' && packets === 'no' && to === 'internet',
  };
}

/** The tasks of the ECS caller get public addresses. */
export async function publicTasks(aws: Aws, ecsCaller: Stack): Promise<Opening> {
  const { service } = await readEcsCaller(aws, ecsCaller);
  const place = service?.networkConfiguration?.awsvpcConfiguration;
  const update = (change: Partial<AwsVpcConfiguration> = {}) =>
    aws.ecs.send(
      new UpdateServiceCommand({
        cluster: service?.clusterArn,
        service: service?.serviceName,
        networkConfiguration: { awsvpcConfiguration: { subnets: [], ...place, ...change } },
      }),
    );
  return {
    name: 'the tasks with public addresses',
    open: () => update({ assignPublicIp: 'ENABLED' }),
    close: () => update(),
    isSeenBy: isLetIn,
    idle: 'their groups do not admit the internet, and their subnets have no way to it but NAT',
  };
}

/** Several at once: who is on the internet comes in. */
export function letInternetIn(openings: readonly Opening[]): Opening {
  return {
    name: openings.map(({ name }) => name).join(' and '),
    open: async () => {
      for (const each of openings) await each.open();
    },
    close: async () => {
      for (const each of openings) await each.close();
    },
    isSeenBy: (difference) => isLetIn(difference) && difference.from === 'internet',
  };
}
