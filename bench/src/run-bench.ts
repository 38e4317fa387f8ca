import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { say } from '@private-lambda/command-line/say';
import { Argument, Command } from 'commander';
import { describeMachine } from './measuring/machine.ts';
import { isReached, type Report, toMarkdown } from './measuring/report.ts';
import { writeDocs } from './write-docs.ts';

export interface Bench {
  /** What the user types: `npm run bench --`. */
  readonly name: string;
  readonly description: string;
  readonly measures: Readonly<Record<string, () => Promise<Report>>>;
  /** What the measures need, made once the command line is known to be right. */
  readonly prepare?: () => void;
  /** The page that has the figures, absolute. */
  readonly page: string;
}

interface Options {
  readonly check?: boolean;
  readonly writeDocs?: boolean;
}

/** Runs measures, prints what they came to, and puts it into the page when asked. */
export async function runBench({
  name,
  description,
  measures,
  prepare,
  page,
}: Bench): Promise<void> {
  const program = new Command(name)
    .description(description)
    .addArgument(
      new Argument('[measures...]', 'all of them, when left out').choices(Object.keys(measures)),
    )
    .option('--check', 'end with exit code 1 when a target is missed')
    .option('--write-docs', 'write the figures into the page (all measures only)')
    .action(async (given: readonly string[], options: Options) => {
      if (options.writeDocs && given.length > 0) program.error('--write-docs takes all measures');
      prepare?.();
      const machine = describeMachine();
      const reports: Report[] = [];
      for (const [measure, run] of Object.entries(measures)) {
        if (given.length > 0 && !given.includes(measure)) continue;
        say(`${measure} …`);
        reports.push(await run());
      }
      const markdown = toMarkdown(machine, reports);
      process.stdout.write(`${markdown}\n`);
      if (options.writeDocs) writeDocs(page, markdown);
      const isMissed = reports.some(({ targets }) => !targets.every(isReached));
      if (options.check && isMissed) process.exitCode = 1;
    });
  await runCommandLine(program);
}
