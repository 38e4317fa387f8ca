import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';
import type { AdoptCommand } from './adopt.ts';

const program = new Command('npm run adopt --')
  .description(
    'Plans how a stage fits into a VPC that is there, and writes it into the stage file.',
  )
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .option('--vpc-id <id>', 'the VPC')
  .option(
    '--inventory <file>',
    'read the VPC from this file of npm run inventory, and not from AWS',
  )
  .option(
    '--private-subnets <ids>',
    'subnets for the private tier, where no subnet may be made',
    list,
  )
  .option('--yes', 'write without asking')
  .action(async (options: AdoptCommand) => {
    const { adopt } = await import('./adopt.ts');
    process.exitCode = await adopt(options);
  });

await runCommandLine(program);

function list(text: string): string[] {
  return text
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
}
