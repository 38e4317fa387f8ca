import type { Claim } from '../policy-file.ts';
import { fullId } from '../variables.ts';
import type { ClaimContext } from './claim-context.ts';

/**
 * The claims that one with a `*` in its subject stands for, one for each node that fits it: whatever the `*` of
 * `protected/*LambdaFunction` is, every other `*` of the claim is, too. A claim without is itself; where no node fits
 * there are none.
 */
export function eachNode(claim: Claim, { bindings, world }: ClaimContext): readonly Claim[] {
  const subject = subjectOf(claim);
  // A name tag may have one of its own.
  if (!subject?.includes('*') || subject.startsWith('vpc/')) return [claim];
  const [before = '', after = ''] = fullId(bindings, subject).split('*');
  return [...world.network.nodes.keys()].flatMap((id): Claim[] => {
    const text = id.slice(before.length, id.length - after.length);
    const fits = id.startsWith(before) && id.endsWith(after) && /^[A-Za-z0-9]+$/.test(text);
    return fits ? [JSON.parse(JSON.stringify(claim).replaceAll('*', text))] : [];
  });
}

/** What a claim is about, where that is one name. */
export function subjectOf({ doors, reachable, blocked, only, way }: Claim): string | undefined {
  const subject = doors?.of ?? (reachable ?? blocked ?? only ?? way)?.to;
  return typeof subject === 'string' ? subject : undefined;
}
