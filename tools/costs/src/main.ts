import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { say } from '@private-lambda/command-line/say';
import { visibleJson } from '@private-lambda/command-line/visible-text';
import { defaultStage } from '@private-lambda/packaging/list-stages';
import { readStage } from '@private-lambda/packaging/read-stage';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { Command, InvalidArgumentError, Option } from 'commander';
import { listStages } from '../../../config/stage.js';
import { DEFAULT_CALL } from './calls/call-costs.ts';
import { updateDocs } from './docs/update-docs.ts';
import { compareReports } from './format/comparison.ts';
import { drawMarkdown, drawText } from './format/draw-tables.ts';
import { type Table, tablesOf } from './format/report-tables.ts';
import { readPriceList } from './prices/price-list.ts';
import { makeReport, type ReportOptions, type Subject } from './report.ts';
import { findCommit } from './stage/repository-copy.ts';

interface Options {
  readonly stage: string;
  readonly region: string;
  readonly format: 'text' | 'json' | 'markdown';
  readonly keys: boolean;
  readonly compare?: readonly string[];
  readonly ms: number;
  readonly kb: number;
  readonly logKb: number;
  readonly writeDocs?: boolean;
  readonly checkDocs?: boolean;
}

const program = new Command('npm run costs --')
  .description(
    'Packages a stage and says what it costs a month while nobody calls it, what each key of the stage would add or save, and what a million calls cost. No account is asked.',
  )
  .option('--stage <stage>', 'the stage to price', defaultStage())
  .option('--region <region>', 'a Region that tools/costs/prices/ has a list of', 'us-east-1')
  .addOption(new Option('--format <format>').choices(['text', 'json', 'markdown']).default('text'))
  .option('--no-keys', 'leave out what each key changes, which packages the stage many times')
  .option(
    '--compare <one-or-two...>',
    'another stage or commit, compared with this stage; or two of them, the first is before',
  )
  .option('--ms <number>', 'billed milliseconds of each function a call', positive, DEFAULT_CALL.ms)
  .option('--kb <number>', 'kilobytes of request and answer', positive, DEFAULT_CALL.kb)
  .option(
    '--log-kb <number>',
    'kilobytes of log lines of each function',
    positive,
    DEFAULT_CALL.logKb,
  )
  .option('--write-docs', 'write the tables of README.md and docs/costs.md anew')
  .option('--check-docs', 'end with exit code 1 where those tables are not what it would write')
  .action(run);

async function run({ stage, region, format, keys, compare, ...rest }: Options) {
  const { ms, kb, logKb } = rest;
  const call = { ms, kb, logKb };
  const options = { prices: readPriceList(region), call, withKeys: keys && !compare };
  if (rest.writeDocs || rest.checkDocs) {
    await updateDocs(options.prices, rest.checkDocs ? 'check' : 'write');
    return;
  }
  if (compare) {
    await printComparison(stage, compare, format, options);
    return;
  }
  readStage(stage);
  say(`packaging ${stage}${keys ? ', and once for each value of its keys' : ''} …`);
  const report = await makeReport({ stage }, options);
  print(format, report, tablesOf(report));
}

async function printComparison(
  stage: string,
  names: readonly string[],
  format: Options['format'],
  options: ReportOptions,
) {
  const [first, second, third] = names.map((name) => readSubject(name, stage));
  if (!first || third) {
    throw new InputError(
      'COSTS_COMPARE',
      `--compare takes one or two names; found ${names.length}`,
    );
  }
  const before = second ? first : { stage };
  say('packaging both …');
  const reports = [
    await makeReport(before, options),
    await makeReport(second ?? first, options),
  ] as const;
  print(format, reports, [compareReports(...reports)]);
}

/** A stage by its name, or this stage at a commit. */
function readSubject(name: string, stage: string): Subject {
  const stages = listStages(join(repositoryRoot, 'config'));
  if (stages.includes(name)) return { stage: name };
  const commit = findCommit(name);
  if (commit !== undefined) return { stage, commit };
  throw new InputError(
    'COSTS_COMPARE',
    `--compare ${name}: neither a stage (${stages.join(', ')}) nor a commit that git knows`,
  );
}

/** @param result what JSON shows  @param tables what people are shown of it */
function print(format: Options['format'], result: unknown, tables: readonly Table[]) {
  const drawn = {
    json: () => visibleJson(result),
    markdown: () => drawMarkdown(tables),
    text: () => drawText(tables),
  };
  process.stdout.write(`${drawn[format]()}\n`);
}

/** Of milliseconds or kilobytes of one call: far more than AWS takes of either. */
const MOST = 1_000_000;

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= MOST)) {
    throw new InvalidArgumentError(`expected a number above 0, at most ${MOST}.`);
  }
  return value;
}

await runCommandLine(program);
