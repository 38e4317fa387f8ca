import type { Finding } from '../finding.ts';
import type { Claim } from '../policy-file.ts';
import { selectDestinations, selectSources } from '../select.ts';
import { type ClaimContext, closedWay, missingFinding, openWay } from './claim-context.ts';
import { combinations, portsOf } from './ends.ts';

/**
 * `reachable`: every source gets through on every port. `blocked`: none does on any.
 * @returns undefined when all that is meant is not here on purpose
 */
export function checkWays(
  { from, to, ports }: NonNullable<Claim['reachable']>,
  wanted: 'reachable' | 'blocked',
  context: ClaimContext,
): Finding[] | undefined {
  const { world, bindings, system } = context;
  const sources = selectSources(world, bindings, from);
  const destinations = selectDestinations(world, bindings, to);
  const findings = [...sources.missing, ...destinations.missing].map((id) =>
    missingFinding(id, world),
  );
  const isAsked = sources.ids.length > 0 && destinations.ids.length > 0;
  if (findings.length === 0 && !isAsked) return undefined;
  for (const [from, to, port] of combinations(
    sources.ids,
    destinations.ids,
    portsOf(world, ports),
  )) {
    for (const { path, answer } of world.ask(from, to, port)) {
      if (wanted === 'reachable' && path.state !== 'yes') findings.push(closedWay(answer()));
      if (wanted === 'blocked' && path.state !== 'no') findings.push(openWay(answer(), system));
    }
  }
  return findings;
}
