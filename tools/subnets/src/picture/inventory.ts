import { visibleText } from '@private-lambda/command-line/visible-text';
import type { LiveVpc } from '../aws/read-vpc.ts';
import type { Block } from '../blocks/block.ts';
import { ALB_FREE_ADDRESSES, ELASTIC_IP_QUOTA } from '../plan/check-against-live.ts';
import { drawTable } from './table.ts';

/** What stands in the VPC, as tables and lines. */
export function drawInventory(live: LiveVpc): string {
  const subnets = live.subnets.map(({ id, name, zone, block, freeAddresses }) => [
    id,
    name,
    zone,
    block.cidr,
    freeAddresses,
    freeAddresses < ALB_FREE_ADDRESSES
      ? `too full for a load balancer (${ALB_FREE_ADDRESSES})`
      : '',
  ]);
  return [
    subnets.length > 0
      ? drawTable(['subnet', 'name', 'zone', 'block', '#free now', ''], subnets)
      : `${live.id} has no subnets.`,
    '',
    visibleText(`gateways     ${live.gateways.join(', ') || 'none'}`),
    visibleText(`endpoints    ${live.endpoints.join(', ') || 'none'}`),
    `Elastic IPs  ${live.elasticIps} in use in the Region, of ${ELASTIC_IP_QUOTA} (default quota)`,
  ].join('\n');
}

/** Name or id of the subnet with this block. */
export function nameSubnet(live: LiveVpc | undefined, block: Block): string | undefined {
  const subnet = live?.subnets.find((one) => one.block.cidr === block.cidr);
  return subnet && (subnet.name || subnet.id);
}
