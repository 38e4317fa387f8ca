import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';

interface Options {
  readonly vpcId?: string;
  readonly out?: string;
  readonly compare?: readonly string[];
  readonly region?: string;
  /** False with --no-names. */
  readonly names: boolean;
}

const program = new Command('npm run inventory --')
  .description('Writes what an account has in and around one VPC into a file. It changes nothing.')
  .option('--vpc-id <id>', 'the VPC')
  .option('--out <file>', 'the file to write, JSON')
  .option('--region <region>', 'its Region (default: as the AWS CLI finds it)')
  .option('--no-names', 'leave out names, tags and descriptions, to show the file to others')
  .option(
    '--compare <files...>',
    'two such files, before and after: say what has changed, exit 1 if anything',
  )
  .action(async ({ vpcId, out, compare, ...options }: Options) => {
    if (compare) {
      const { compareInventories } = await import('./compare-inventories.ts');
      process.exitCode = compareInventories(compare);
      return;
    }
    if (vpcId === undefined) return missing('--vpc-id <id>');
    if (out === undefined) return missing('--out <file>');
    const { takeInventory } = await import('./take-inventory.ts');
    await takeInventory({ vpcId, out, ...options });
  });

/** In commander's words, which are those of an option that is always required. */
function missing(option: string): never {
  return program.error(`error: required option '${option}' not specified`, {
    code: 'commander.missingMandatoryOptionValue',
  });
}

await runCommandLine(program);
