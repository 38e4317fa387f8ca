import type { Answer } from '../../analysis/answer.ts';
import type { Id, Interface } from '../../model/network.ts';
import type { Path } from '../../reachability/path.ts';
import type { Finding } from '../finding.ts';
import type { Claim, Way } from '../policy-file.ts';
import { selectDestinations, selectSources } from '../select.ts';
import type { World } from '../world.ts';
import { type ClaimContext, closedWay, missingFinding } from './claim-context.ts';
import { combinations, portsOf } from './ends.ts';

/** `way`: every source gets through, and by this kind of way; with `ofOwnZone` by one that lies in its own zone. As checkWays. */
export function checkWay(
  { from, to, ports, through, ofOwnZone }: NonNullable<Claim['way']>,
  { world, bindings }: ClaimContext,
): Finding[] | undefined {
  const sources = selectSources(world, bindings, from);
  const destinations = selectDestinations(world, bindings, to);
  const findings = [...sources.missing, ...destinations.missing].map((id) =>
    missingFinding(id, world),
  );
  const isAsked = sources.ids.length > 0 && destinations.ids.length > 0;
  if (findings.length === 0 && !isAsked) return undefined;
  for (const [id, destination, port] of combinations(
    sources.ids,
    destinations.ids,
    portsOf(world, ports),
  )) {
    for (const { path, answer, from: source } of world.ask(id, destination, port)) {
      const gateway = gatewayOn(path, through, world);
      if (path.state !== 'yes') findings.push(closedWay(answer()));
      else if (gateway === undefined) findings.push(anotherWay(answer(), through));
      else if (ofOwnZone) findings.push(...otherZone(world, source, gateway, answer()));
    }
  }
  return findings;
}

/** The gateway or endpoint of this kind that a path goes through. */
function gatewayOn({ steps }: Path, way: Way, { network }: World): Id | undefined {
  const ids = {
    'nat-gateway': new Set(network.natGateways.keys()),
    // Through a NAT gateway, a path goes through an internet gateway too; only the one without counts.
    'internet-gateway': steps.some(({ at }) => network.natGateways.has(at))
      ? new Set<Id>()
      : new Set(network.internetGateways.keys()),
    'interface-endpoint': new Set(network.interfaceEndpoints.map(({ id }) => id)),
    'gateway-endpoint': new Set(network.gatewayEndpoints.map(({ id }) => id)),
  }[way];
  return steps
    .flatMap(({ at, by }) => [at, ...(by === undefined ? [] : [by])])
    .find((id) => ids.has(id));
}

function anotherWay(answer: Answer, through: Way): Finding {
  const { from, to } = answer;
  const route = answer.hops.find(({ step }) => step === 'route');
  return {
    outcome: 'violated',
    message: `${from} reaches ${to} and not through ${through === 'internet-gateway' || through === 'interface-endpoint' ? 'an' : 'a'} ${through.replace('-', ' ')}`,
    answer,
    ...(route === undefined ? {} : { at: route.rule ?? route.at }),
  };
}

function otherZone(
  { network }: World,
  source: Interface | undefined,
  gateway: Id,
  answer: Answer,
): Finding[] {
  const own = network.subnets.get(source?.subnet ?? '')?.zone;
  const its = network.subnets.get(network.natGateways.get(gateway)?.subnet ?? '')?.zone;
  if (own !== undefined && own === its) return [];
  const settled = own !== undefined && its !== undefined;
  const route = answer.hops.find(({ step }) => step === 'route');
  return [
    {
      outcome: settled ? 'violated' : 'undecided',
      message: settled
        ? `${answer.from} leaves its zone ${own}: its way is through ${gateway} in ${its}`
        : `the zones of ${source?.subnet} and ${gateway} are not settled`,
      answer,
      at: route?.rule ?? gateway,
    },
  ];
}
