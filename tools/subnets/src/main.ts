import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';
import { createPlanCommand } from './commands/plan-command.ts';
import { createShowCommand } from './commands/show-command.ts';
import { createSplitCommand } from './commands/split-command.ts';

const EXAMPLES = `
Examples:
  npm run subnets -- show --vpc 172.30.0.0/16 --used 172.30.0.0/20
  npm run subnets -- plan --vpc 172.30.0.0/16 --used 172.30.0.0/20 --public 2x/28 --private 2x/24
  npm run subnets -- split 172.31.64.0/24 --into 3x/28

"npm run subnets -- <command> --help" tells more.`;

const program = new Command('npm run subnets --')
  .description('Find free addresses in a VPC and cut them right.')
  .addCommand(createShowCommand())
  .addCommand(createPlanCommand())
  .addCommand(createSplitCommand())
  .addHelpText('after', EXAMPLES);

await runCommandLine(program);
