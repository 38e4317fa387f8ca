import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareInventories } from '../src/compare-inventories.ts';

const directory = mkdtempSync(join(tmpdir(), 'compare-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, VpcId: string, Subnets: readonly object[]): string {
  const path = join(directory, `${name}.json`);
  const head = { SnapshotVersion: 1, Region: 'eu-central-1', VpcId, Vpcs: [{ VpcId }] };
  writeFileSync(path, JSON.stringify({ ...head, Subnets }));
  return path;
}

const before = file('before', 'vpc-1', [{ SubnetId: 'subnet-1' }]);
const same = file('same', 'vpc-1', [{ SubnetId: 'subnet-1' }]);
const more = file('more', 'vpc-1', [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }]);
const other = file('other', 'vpc-2', []);

it('two snapshots of a VPC that is what it was end with 0, and with 1 when anything has changed', () => {
  expect(compareInventories([before, same])).toBe(0);
  expect(compareInventories([before, more])).toBe(1);
});

it.each([
  ['one file', [before], 'found 1 files, expected two'],
  ['three files', [before, same, more], 'found 3 files, expected two'],
  ['two VPCs', [before, other], `${before} is of vpc-1 and ${other} of vpc-2`],
])('%s are refused', (_, files, line) => {
  expect(() => compareInventories(files)).toThrow(line);
});
