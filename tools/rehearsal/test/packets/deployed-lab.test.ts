import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNAPSHOT_VERSION, type Snapshot } from '@private-lambda/inventory/snapshot';
import { findPython } from '@private-lambda/python-venv/find-python';
import { DeployedLab } from '../../src/network/deployed-lab.ts';
import { networkOf } from '../support/network-of.ts';

jest.setTimeout(60_000);

const snapshot: Snapshot = {
  SnapshotVersion: SNAPSHOT_VERSION,
  Region: 'us-east-1',
  VpcId: 'A',
  NotKnown: {},
};
const EMULATOR = { endpoint: 'http://127.0.0.1:9', tlsFront: { port: 9 } };
const network = (hosts: Readonly<Record<string, string>>) =>
  networkOf({ vpcs: { A: '10.0.0.0/16' }, subnets: { AOne: '10.0.0.0/24' }, hosts });

test('a lab that does not start is said, and leaves nothing that keeps the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deployed-lab-'));
  const started = DeployedLab.start('/no/python', folder, EMULATOR);
  await expect(started).rejects.toThrow('the lab ended');
  expect(existsSync(join(folder, 'http.sock'))).toBe(false);
  expect(existsSync(join(folder, 'functions'))).toBe(false);
  rmSync(folder, { recursive: true });
});

test('functions start where the network that was built last has them, and nowhere once they have left it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deployed-lab-'));
  const lab = await DeployedLab.start(await findPython(), folder, EMULATOR);
  const places = () =>
    readdirSync(join(folder, 'functions')).map((name) => [
      name,
      readFileSync(join(folder, 'functions', name), 'utf8')
        .trim()
        .split('/')
        .at(-1),
    ]);
  await lab.build(
    network({ AStays: 'function AOne 10.0.0.4 AGroup', ALeaves: 'function AOne 10.0.0.5 AGroup' }),
    snapshot,
  );
  expect(places().sort()).toEqual([
    ['ALeaves', 'ALeaves.10.0.0.5'],
    ['AStays', 'AStays.10.0.0.4'],
  ]);
  await lab.build(network({ AStays: 'function AOne 10.0.0.6 AGroup' }), snapshot);
  expect(places()).toEqual([['AStays', 'AStays.10.0.0.6']]);
  await lab.stop();
  rmSync(folder, { recursive: true });
});
