import { interfaceNamespace, plainNamespace } from '../compile/names.ts';
import type { LabNetwork } from '../model.ts';
import type { Lab, Listener } from './lab.ts';

/**
 * Opens the ports on which hosts are said to listen.
 * @param pathOf the Unix socket behind a host's port
 * @param udpPorts on which whoever listens on every port, and whoever is outside, sends datagrams back
 */
export async function openListeners(
  lab: Lab,
  network: LabNetwork,
  pathOf: (host: string, port: number) => string | undefined = () => undefined,
  udpPorts: readonly number[] = [],
): Promise<void> {
  const onEach = (namespace: string) =>
    udpPorts.map((port): Listener => ({ namespace, port, protocol: 'udp' }));
  await lab.listen([
    ...network.outside.flatMap(({ id }) => onEach(plainNamespace(id))),
    ...network.hosts.flatMap((host) =>
      host.listens === 'every port'
        ? host.interfaces.flatMap((own) => onEach(interfaceNamespace(host, own)))
        : host.listens.flatMap((port) =>
            host.interfaces.map((own): Listener => {
              const path = pathOf(host.id, port);
              const namespace = interfaceNamespace(host, own);
              return { namespace, port, ...(path !== undefined && { path }) };
            }),
          ),
    ),
  ]);
}
