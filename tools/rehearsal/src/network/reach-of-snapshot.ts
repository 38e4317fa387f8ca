import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { LabNetwork } from '@private-lambda/packet-lab/model';
import type { Attempt } from '@private-lambda/packet-lab/run/try-connect';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import { INVENTORY_STACK, toTemplate } from 'cfn-reach/src/inventory/snapshot-template.ts';
import { representativePorts } from 'cfn-reach/src/model/representative-ports.ts';
import { explainEach } from './explain-each.ts';

/**
 * What reach says of a snapshot, and nothing else: no template is read.
 * @param network that is made of it
 */
export function reachOfSnapshot(snapshot: Snapshot, network: LabNetwork) {
  const { template, ids, names } = toTemplate('the snapshot', snapshot, new Set());
  const analysis = new Analysis({
    templates: [template],
    parameters: new Map(),
    region: snapshot.Region,
    physicalIds: ids,
    names,
  });
  const isOutside = (id: string) => id === 'internet' || id.startsWith('aws:');
  const name = (id: string) => (isOutside(id) ? id : `${INVENTORY_STACK}/${id}`);
  return {
    /** One of each stretch that no rule tells apart. */
    ports: representativePorts(
      (analysis.cases ?? []).map(({ result }) => result.reachability.network),
    ),
    explain: (attempts: readonly Attempt[]): Answer[] =>
      explainEach(analysis, network, attempts, name),
  };
}
