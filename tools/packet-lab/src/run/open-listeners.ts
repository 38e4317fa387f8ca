import { interfaceNamespace } from '../compile/names.ts';
import type { LabNetwork } from '../model.ts';
import type { Lab } from './lab.ts';

/** Opens the ports on which hosts are said to listen. */
export async function openListeners(lab: Lab, network: LabNetwork): Promise<void> {
  for (const host of network.hosts) {
    if (host.listens === 'every port') continue;
    for (const own of host.interfaces) {
      for (const port of host.listens) await lab.listen(interfaceNamespace(host, own), port);
    }
  }
}
