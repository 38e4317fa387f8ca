import { Command } from 'commander';
import { addSystemOptions, collect } from './commands/system-options.ts';

/** The command line of `reach`. What a command does is loaded when it is asked for. */
export function createProgram(): Command {
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

  addSystemOptions(
    program.command('check').description('check a file of claims; exit code 1 unless all hold'),
  )
    .requiredOption('--policy <file>', 'the claims')
    .option('--var <NAME=VALUE>', "value of a variable of the policy's; repeatable", collect)
    .option('--format <format>', 'text, json, markdown or sarif', 'text')
    .option('--json', 'the same as --format json')
    .action(async (options) => {
      const { check } = await import('./commands/check.ts');
      await check(options);
    });

  addSystemOptions(
    program.command('graph').description('who reaches whom, as a picture or as data'),
  )
    .option('--format <format>', 'mermaid or json', 'mermaid')
    .action(async (options) => {
      const { graph } = await import('./commands/graph.ts');
      await graph(options);
    });

  program
    .command('check-project')
    .description("package this project's services and check reach.yml on them")
    .requiredOption('--stage <stage>', 'a stage; repeatable', collect)
    .option('--inventory <FILE>', 'what its existing VPC holds, as npm run inventory writes it')
    .action(async (options) => {
      const { checkProject } = await import('./commands/check-project.ts');
      await checkProject(options);
    });

  return program;
}
