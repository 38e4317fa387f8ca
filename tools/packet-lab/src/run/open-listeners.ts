import { interfaceNamespace } from '../compile/names.ts';
import type { LabNetwork } from '../model.ts';
import type { Lab, Listener } from './lab.ts';

/**
 * Opens the ports on which hosts are said to listen.
 * @param pathOf the Unix socket behind a host's port
 */
export async function openListeners(
  lab: Lab,
  network: LabNetwork,
  pathOf: (host: string, port: number) => string | undefined = () => undefined,
): Promise<void> {
  await lab.listen(
    network.hosts.flatMap((host) =>
      host.listens === 'every port'
        ? []
        : host.listens.flatMap((port) =>
            host.interfaces.map((own): Listener => {
              const path = pathOf(host.id, port);
              const namespace = interfaceNamespace(host, own);
              return { namespace, port, ...(path !== undefined && { path }) };
            }),
          ),
    ),
  );
}
