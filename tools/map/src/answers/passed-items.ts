import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import type { Network } from 'cfn-reach/src/model/network.ts';

/**
 * What an answer passes between its ends, of what is drawn, in the order of its hops.
 * @param drawn ids of the items
 * @param balancers listener or its rule → the load balancer
 */
export function passedItems(
  { from, to, hops }: Answer,
  drawn: ReadonlySet<string>,
  balancers: ReadonlyMap<string, string>,
): string[] {
  const way: string[] = [];
  const pass = (id: string | undefined) => {
    if (id !== undefined && drawn.has(id) && id !== from && id !== to && !way.includes(id))
      way.push(id);
  };
  for (const { at, rule } of hops) {
    pass(balancers.get(at) ?? at);
    pass(rule);
  }
  return way;
}

export function balancersByListener(networks: readonly Network[]): ReadonlyMap<string, string> {
  return new Map(
    networks.flatMap(({ listeners }) =>
      listeners.flatMap(({ id, loadBalancer, rules }) =>
        [id, ...rules.map((rule) => rule.id)].map((name) => [name, loadBalancer] as const),
      ),
    ),
  );
}
