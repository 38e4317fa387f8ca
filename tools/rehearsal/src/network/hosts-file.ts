import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { LabNetwork } from '@private-lambda/packet-lab/model';

/** Who answers on the internet, by a name. */
export const INTERNET_NAME = 'www.example.com';

/** What the VPC's resolver would say, as `/etc/hosts`: load balancers by their own names, services, the internet. */
export function hostsFile(
  { LoadBalancers = [], Region }: Snapshot,
  { hosts, outside }: LabNetwork,
): string {
  const lines = [
    '127.0.0.1 localhost',
    ...LoadBalancers.flatMap(({ LoadBalancerName, DNSName }) =>
      addressesOf(hosts.find(({ id }) => id === LoadBalancerName)).map(
        (address) => `${address} ${DNSName}`,
      ),
    ),
    ...outside.flatMap(({ id, kind, address }) => {
      if (kind === 'internet') return [`${address} ${INTERNET_NAME}`];
      const standIn = hosts.find(({ standsFor }) => standsFor === id);
      const name = `${id.replace('aws:', '')}.${Region}.amazonaws.com`;
      return (standIn ? addressesOf(standIn) : [address]).map((each) => `${each} ${name}`);
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function addressesOf(host: LabNetwork['hosts'][number] | undefined): string[] {
  return (host?.interfaces ?? []).map(({ address, publicAddress }) =>
    host?.kind === 'load-balancer' ? (publicAddress ?? address) : address,
  );
}
