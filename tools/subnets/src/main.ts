import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';
import { createPlanCommand } from './commands/plan-command.ts';
import { createShowCommand } from './commands/show-command.ts';
import { createSplitCommand } from './commands/split-command.ts';

const program = new Command('subnets')
  .description('Find free addresses in a VPC and cut them right.')
  .addCommand(createShowCommand())
  .addCommand(createPlanCommand())
  .addCommand(createSplitCommand());

await runCommandLine(program);
