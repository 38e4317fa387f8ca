import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../src/template/is-record.ts';

const folder = join(__dirname, '..', '..', 'src', 'rules');
const page = readFileSync(
  join(__dirname, '..', '..', '..', '..', 'docs', 'reach-rules.md'),
  'utf8',
);

/** The constant that each file of rules has, with what it says and where AWS says it. */
function rulesOf(file: string): { says: string; page: string }[] {
  const module: unknown = jest.requireActual(join(folder, file));
  return Object.entries(isRecord(module) ? module : {}).flatMap(([name, value]) =>
    name.endsWith('_RULE') && isRecord(value)
      ? [{ says: String(value['says']), page: String(value['page']) }]
      : [],
  );
}

const files = readdirSync(folder).filter((file) => file !== 'aws-rule.ts');

describe('The rules of AWS', () => {
  it.each(files)('%s states one, and docs/reach-rules.md has its row', (file) => {
    const rules = rulesOf(file);
    expect(rules).toHaveLength(1);
    for (const { says, page: source } of rules) expect(page).toContain(`| ${says} | ${source} |`);
  });
});
