import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';

interface Options {
  readonly vpcId: string;
  readonly out: string;
  readonly region?: string;
  /** False with --no-names. */
  readonly names: boolean;
}

const program = new Command('npm run inventory --')
  .description('Writes what an account has in and around one VPC into a file. It changes nothing.')
  .requiredOption('--vpc-id <id>', 'the VPC')
  .requiredOption('--out <file>', 'the file to write, JSON')
  .option('--region <region>', 'its Region (default: as the AWS CLI finds it)')
  .option('--no-names', 'leave out names, tags and descriptions, to show the file to others')
  .action(async (options: Options) => {
    const { takeInventory } = await import('./take-inventory.ts');
    await takeInventory(options);
  });

await runCommandLine(program);
