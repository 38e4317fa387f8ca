import type { Command } from 'commander';
import { collect } from '../commands/system-options.ts';

/** What `npm run reach:check` runs: it knows this repository, and is no part of the published tool. */
export function addCheckProject(program: Command): void {
  program
    .command('check-project')
    .description("package this project's services and check reach.yml on them")
    .option(
      '--stage <stage>',
      'a stage, repeatable; without it, every one that is deployed',
      collect,
    )
    .option('--inventory <FILE>', 'what its existing VPC holds, as npm run inventory writes it')
    .option('--format <format>', 'text, json, markdown or sarif', 'text')
    .action(async (options) => {
      const { checkProject } = await import('../commands/check-project.ts');
      await checkProject(options);
    });
}
