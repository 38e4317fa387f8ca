import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { listAll } from './list-all.ts';
import { once } from './once.ts';
import { unlessGone } from './part-readers.ts';

/** Readers of the load balancers of one VPC, and of what stands behind them. */
export function loadBalancingReaders(client: ElasticLoadBalancingV2Client, vpcId: string) {
  const paginator = { client };
  const loadBalancers = once(async () => {
    const all = await listAll(
      paginateDescribeLoadBalancers(paginator, {}),
      (page) => page.LoadBalancers,
    );
    return all.filter(({ VpcId }) => VpcId === vpcId);
  });
  const listeners = once(async () =>
    oneByOne(await loadBalancers(), ({ LoadBalancerArn }) =>
      listAll(paginateDescribeListeners(paginator, { LoadBalancerArn }), (page) => page.Listeners),
    ),
  );
  // A target group of functions names no VPC.
  const targetGroups = once(async () => {
    const arns = new Set((await loadBalancers()).map(({ LoadBalancerArn }) => LoadBalancerArn));
    const all = await listAll(
      paginateDescribeTargetGroups(paginator, {}),
      (page) => page.TargetGroups,
    );
    return all.filter(
      ({ VpcId, LoadBalancerArns = [] }) =>
        VpcId === vpcId || LoadBalancerArns.some((arn) => arns.has(arn)),
    );
  });
  const targets = once(async () =>
    oneByOne(await targetGroups(), async ({ TargetGroupArn = '' }) => {
      const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      return [{ TargetGroupArn, targets: answer.TargetHealthDescriptions ?? [] }];
    }),
  );
  return {
    LoadBalancers: loadBalancers,
    Listeners: listeners,
    Rules: async () =>
      oneByOne(await listeners(), ({ ListenerArn }) =>
        listAll(paginateDescribeRules(paginator, { ListenerArn }), (page) => page.Rules),
      ),
    TargetGroups: targetGroups,
    TargetHealthDescriptions: async () =>
      Object.fromEntries(
        (await targets()).map(({ TargetGroupArn, targets: found }) => [TargetGroupArn, found]),
      ),
  };
}

/** ELB answers few calls a second. */
async function oneByOne<Item, Found>(
  items: readonly Item[],
  read: (item: Item) => Promise<readonly Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const item of items) found.push(...(await unlessGone(() => read(item), [])));
  return found;
}
