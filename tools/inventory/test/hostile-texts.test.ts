import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_TEXTS, refuseActing } from '../../command-line/test/support/hostile-texts.ts';
import { compareInventories } from '../src/compare-inventories.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each(HOSTILE_TEXTS)('%s in what has changed is one line that acts on nothing', (_, text) => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const files = ['before', 'after'].map((name) => {
    const subnets = [
      { SubnetId: 'subnet-1', Tags: [{ Key: text, Value: `${text}${name}` }] },
      { SubnetId: `${text}${name}` },
    ];
    const head = { SnapshotVersion: 1, Region: 'eu-central-1', VpcId: 'vpc-1' };
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ ...head, Vpcs: [{ VpcId: 'vpc-1' }], Subnets: subnets }));
    return file;
  });
  expect(compareInventories(files)).toBe(1);
  const lines = write.mock.calls.map(([line]) => String(line));
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    refuseActing(line);
    expect(line).toMatch(/^[^\n]+\n$/);
  }
});
