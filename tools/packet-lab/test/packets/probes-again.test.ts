import { findPython } from '@private-lambda/python-venv/find-python';
import { compile } from '../../src/compile/compile.ts';
import { interfaceNamespace } from '../../src/compile/names.ts';
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

const ask = (network: LabNetwork) =>
  tryConnect(lab, network, [{ from: 'neighbour', to: 'balancer', port: 80 }]);

async function build(network: LabNetwork) {
  const plan = compile(network);
  await lab.apply(plan);
  await openListeners(lab, network);
  return plan;
}

test('a connection whose answer was lost does not stand in the way of the next one', async () => {
  const lossy = smallNetwork({
    acls: [OPEN_ACL, { id: 'lossy', entries: OPEN_ACL.entries.slice(0, 1) }],
    subnets: smallNetwork().subnets.map((each) =>
      each.id === 'private-a' ? { ...each, acl: 'lossy' } : each,
    ),
  });
  for (let round = 0; round < 3; round += 1) {
    await build(lossy);
    expect(await ask(lossy)).toEqual(['no']);
    await build(smallNetwork());
    expect(await ask(smallNetwork())).toEqual(['yes']);
  }
});

test('a zone whose link was down answers as soon as it is up again', async () => {
  const { hosts } = smallNetwork();
  const small = hosts.find(({ id }) => id === 'balancer');
  const [own] = small?.interfaces ?? [];
  if (!small || !own) throw new Error('the network has no load balancer');
  const second = { ...own, subnet: 'private-b', address: '10.0.2.20' };
  const balancer = { ...small, interfaces: [own, second] };
  const network = smallNetwork({
    hosts: hosts.map((each) => (each.id === balancer.id ? balancer : each)),
  });
  const { namespaces } = await build(network);
  for (const node of balancer.interfaces) {
    const place = namespaces.find(({ name }) => name === interfaceNamespace(balancer, node));
    if (!place) throw new Error(`the plan has no place at ${node.address}`);
    await lab.setLink(place, false);
    expect(await ask(network)).toEqual(['part']);
    await lab.setLink(place, true);
    expect(await ask(network)).toEqual(['yes']);
  }
});
