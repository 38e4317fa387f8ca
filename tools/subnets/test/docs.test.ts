import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ec2Server } from './support/ec2-server.ts';
import { Subnets } from './support/run-subnets.ts';
import { SAMPLE_VPC } from './support/sample-vpc.ts';

const DOCS = join(__dirname, '..', '..', '..', 'docs');
const PAGE = join(DOCS, 'addresses.md');
const PICTURE = join(DOCS, 'addresses.svg');
const PROMPT = '$ ';
const COMMAND = 'npm run -s subnets -- ';

const page = readFileSync(PAGE, 'utf8');
const tool = new Subnets();
const server = new Ec2Server(SAMPLE_VPC);
afterAll(async () => {
  tool.remove();
  await server.stop();
});

/** What a reader sees who types the lines with a prompt, from the top of the page to its end. */
async function replay(): Promise<string> {
  writeFileSync(tool.path('used.txt'), '172.30.0.0/20 172.30.16.0/20 172.30.32.0/20\n');
  mkdirSync(tool.path('config/stages'), { recursive: true });
  const env = await server.start();
  const lines: string[] = [];
  let inside = false;
  for (const line of page.split('\n')) {
    if (line.startsWith('```')) inside = line === '```console';
    if (inside && !line.startsWith(PROMPT) && !line.startsWith('```')) continue;
    lines.push(line);
    if (!inside || !line.startsWith(PROMPT)) continue;
    lines.push(...(await type(line.slice(PROMPT.length), env)));
  }
  return lines.join('\n');
}

async function type(command: string, env: Readonly<Record<string, string>>): Promise<string[]> {
  if (command.startsWith('cat ')) return toLines(readFileSync(tool.path(command.slice(4)), 'utf8'));
  if (!command.startsWith(COMMAND)) throw new Error(`the page may not say "${command}"`);
  const { stdout, stderr } = await tool.run(command.slice(COMMAND.length).split(' '), env);
  return toLines(stdout + stderr);
}

const toLines = (text: string) => text.trimEnd().split('\n');

describe('docs/addresses.md', () => {
  it('shows what its commands really print and draw', async () => {
    const real = await replay();
    const picture = readFileSync(tool.path('addresses.svg'), 'utf8');
    // UPDATE_DOCS=1 writes page and picture anew.
    if (process.env['UPDATE_DOCS']) {
      writeFileSync(PAGE, real);
      writeFileSync(PICTURE, picture);
      return;
    }
    expect(page).toBe(real);
    expect(readFileSync(PICTURE, 'utf8')).toBe(picture);
  }, 30_000);
});
