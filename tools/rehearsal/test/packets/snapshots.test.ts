import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { readSnapshotFile } from '@private-lambda/inventory/snapshot-file';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { compile } from '@private-lambda/packet-lab/compile/compile';
import { Lab } from '@private-lambda/packet-lab/run/lab';
import { openListeners } from '@private-lambda/packet-lab/run/open-listeners';
import { tryConnect } from '@private-lambda/packet-lab/run/try-connect';
import { findPython } from '@private-lambda/python-venv/find-python';
import { allAttempts, compareWithReach } from '../../src/network/compare-with-reach.ts';
import { fromSnapshot } from '../../src/network/from-snapshot.ts';
import { reachOfSnapshot } from '../../src/network/reach-of-snapshot.ts';

jest.setTimeout(60_000);

/** Those of reach's own tests. */
const folder = join(repositoryRoot, 'tools', 'reach', 'test', 'inventory', 'snapshots');
const read = (name: string) => readSnapshotFile(join(folder, name));
/** Where a peering connection leads, no snapshot of one VPC says. */
const ANOTHER_VPC = 'peering.json';
const names = readdirSync(folder).filter((name) => name !== ANOTHER_VPC);

async function compare(snapshot: Snapshot) {
  const network = fromSnapshot(snapshot);
  const reach = reachOfSnapshot(snapshot, network);
  const attempts = allAttempts(network, reach.ports);
  const lab = Lab.start(await findPython());
  await lab.apply(compile(network));
  await openListeners(lab, network);
  const packets = await tryConnect(lab, network, attempts);
  await lab.stop();
  return compareWithReach(attempts, reach.explain(attempts), packets).differences;
}

test.each(names)('reach says of snapshot %s what its packets say', async (name) => {
  expect(await compare(read(name))).toEqual([]);
});

test('each of two interfaces in one subnet is asked by its own address', async () => {
  const snapshot = read('public-web.json');
  const [web, db] = snapshot.NetworkInterfaces ?? [];
  if (!web || !db) throw new Error('the snapshot has no two interfaces');
  const own = { ...web, NetworkInterfaceId: 'eni-3', PrivateIpAddress: '10.0.0.11' };
  const second = { ...own, Groups: db.Groups, Association: undefined };
  const doubled = { ...snapshot, NetworkInterfaces: [web, db, second] };
  const asked = ['10.0.0.10', '10.0.0.11'].map((address) => ({
    from: 'i-1',
    address,
    to: 'i-2',
    port: 5432,
  }));
  const { explain } = reachOfSnapshot(doubled, fromSnapshot(doubled));
  expect(explain(asked).map(({ verdict }) => verdict)).toEqual(['reachable', 'blocked']);
  expect(await compare(doubled)).toEqual([]);
});

test('a route to what is not in the snapshot is refused, with its table', () => {
  expect(() => fromSnapshot(read(ANOTHER_VPC))).toThrow(
    /^rtb-.*: no lab has the target of the route to /,
  );
});
