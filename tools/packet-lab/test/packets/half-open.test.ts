import { findPython } from '@private-lambda/python-venv/find-python';
import { compile } from '../../src/compile/compile.ts';
import type { LabNetwork } from '../../src/model.ts';
import { Lab } from '../../src/run/lab.ts';
import { openListeners } from '../../src/run/open-listeners.ts';
import { tryConnect } from '../../src/run/try-connect.ts';
import { OPEN_ACL, smallNetwork } from '../support/small-network.ts';

let lab: Lab;
beforeAll(async () => {
  lab = Lab.start(await findPython());
});
afterAll(() => lab.stop());

async function reached(network: LabNetwork) {
  await lab.apply(compile(network));
  await openListeners(lab, network);
  return tryConnect(lab, network, [{ from: 'neighbour', to: 'balancer', port: 80 }]);
}

test('a connection whose answer was lost does not stand in the way of the next one', async () => {
  const lossy = smallNetwork({
    acls: [OPEN_ACL, { id: 'lossy', entries: OPEN_ACL.entries.slice(0, 1) }],
    subnets: smallNetwork().subnets.map((each) =>
      each.id === 'private-a' ? { ...each, acl: 'lossy' } : each,
    ),
  });
  for (let round = 0; round < 3; round += 1) {
    expect(await reached(lossy)).toEqual(['no']);
    expect(await reached(smallNetwork())).toEqual(['yes']);
  }
});
