import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { replaceFile } from '@private-lambda/command-line/replace-file';
import { measureAdapters } from './measures/adapters.ts';
import { measureClients } from './measures/clients.ts';
import { measurePackaging } from './measures/packaging.ts';
import { measureSizes } from './measures/sizes.ts';
import { measureStarts } from './measures/starts.ts';
import { describeMachine } from './measuring/machine.ts';
import { benchDirectory, root } from './measuring/places.ts';
import { isReached, type Report, toMarkdown } from './measuring/report.ts';
import { writeDocs } from './write-docs.ts';

const measures: Readonly<Record<string, () => Promise<Report>>> = {
  adapters: measureAdapters,
  sizes: measureSizes,
  starts: measureStarts,
  clients: measureClients,
  packaging: measurePackaging,
};

const usage = `npm run bench -- [--check] [--write-docs] [${Object.keys(measures).join(' ')}]
  --check       exit with 1 when a target is missed
  --write-docs  put the figures into docs/performance.md (all measures only)`;

class UsageError extends Error {
  constructor(reason: string) {
    super(`${reason}\n${usage}`);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

async function main(args: readonly string[]): Promise<void> {
  const { check, writeDocs: toDocs, names } = readArguments(args);
  const machine = describeMachine();
  const reports: Report[] = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    const measure = measures[name];
    if (measure) reports.push(await measure());
  }
  const markdown = toMarkdown(machine, reports);
  process.stdout.write(`${markdown}\n`);
  const resultFile = join(benchDirectory, 'results.json');
  replaceFile(resultFile, `${JSON.stringify({ machine, reports }, null, 2)}\n`);
  process.stderr.write(`${relative(process.cwd(), resultFile)} holds the same as JSON\n`);
  if (toDocs) writeDocs(join(root, 'docs', 'performance.md'), markdown);
  const missed = reports.flatMap((report) => report.targets).filter((target) => !isReached(target));
  if (check && missed.length > 0) process.exitCode = 1;
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parse(args);
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    process.exit();
  }
  const unknown = positionals.find((name) => !(name in measures));
  if (unknown !== undefined) throw new UsageError(`"${unknown}" is no measure`);
  const toDocs = values['write-docs'] === true;
  if (toDocs && positionals.length > 0) throw new UsageError('--write-docs takes all measures');
  return {
    check: values.check === true,
    writeDocs: toDocs,
    names: positionals.length > 0 ? positionals : Object.keys(measures),
  };
}

function parse(args: readonly string[]) {
  const options = {
    check: { type: 'boolean' },
    'write-docs': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
