import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_TEXTS, refuseActing } from '../../command-line/test/support/hostile-texts.ts';
import { adopt } from '../src/adopt.ts';
import { defaultVpc } from './support/default-vpc.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the plan needs to get as far as it can. */
const KEPT = new Set(['VpcId', 'Region', 'State', 'ZoneType', 'CidrBlock', 'DestinationCidrBlock']);

it.each(HOSTILE_TEXTS)(
  '%s in what a VPC has is refused in lines that act on nothing',
  async (_, text) => {
    const file = join(folder, 'snapshot.json');
    writeFileSync(
      file,
      JSON.stringify(defaultVpc(), (key, value) =>
        typeof value === 'string' && !KEPT.has(key) ? `${value}${text}` : value,
      ),
    );
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await adopt({ stage: 'dev', inventory: file, yes: true })).toBe(2);
    const lines = write.mock.calls.map(([line]) => String(line));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      refuseActing(line);
      expect(line).toMatch(/^adopt: [^\n]+\n$/);
    }
  },
);
