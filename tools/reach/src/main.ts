import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { Command } from 'commander';
import { addSystemOptions } from './commands/system-options.ts';

const program = new Command('reach').description(
  'Says from CloudFormation templates, before a deploy, who can reach whom, and why (not).',
);

addSystemOptions(
  program
    .command('explain')
    .description('can --from open a connection to --to on a port, and why (not)'),
)
  .requiredOption('--from <node>', '<stack>/<LogicalId>, or internet')
  .requiredOption('--to <node>', '<stack>/<LogicalId>, internet, or aws:<service>')
  .requiredOption('--port <number>', 'port of the destination')
  .option('--protocol <protocol>', 'tcp or udp', 'tcp')
  .option('--json', 'print the answer as JSON')
  .action(async (options) => {
    const { explain } = await import('./commands/explain.ts');
    await explain(options);
  });

await runCommandLine(program);
