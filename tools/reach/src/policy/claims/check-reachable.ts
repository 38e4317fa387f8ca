import type { Finding } from '../finding.ts';
import type { Claim } from '../policy-file.ts';
import { selectSources } from '../select.ts';
import { fullId } from '../variables.ts';
import { type ClaimContext, closedWay, missingFinding, openWay } from './claim-context.ts';
import { destinationOf, portsOf } from './ends.ts';

/** `reachable`: every source gets through on every port. `blocked`: none does on any. */
export function checkWays(
  { from, to, ports }: NonNullable<Claim['reachable']>,
  wanted: 'reachable' | 'blocked',
  context: ClaimContext,
): Finding[] {
  const { world, bindings, system } = context;
  const sources = selectSources(world, bindings, from);
  const destination = destinationOf(world, fullId(bindings, to));
  if (destination === undefined) return [missingFinding(fullId(bindings, to))];
  const findings = sources.missing.map(missingFinding);
  for (const id of sources.ids) {
    for (const port of portsOf(world, ports)) {
      for (const { path, answer } of world.ask(id, destination, port)) {
        if (wanted === 'reachable' && path.state !== 'yes') findings.push(closedWay(answer()));
        if (wanted === 'blocked' && path.state !== 'no') findings.push(openWay(answer(), system));
      }
    }
  }
  return findings;
}
