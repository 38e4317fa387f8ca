import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { EXIT_UNEXPECTED } from '@private-lambda/command-line/exit-codes';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import type { Command } from 'commander';

/** `reach map …` is `npm run map -- …`: a tool of its own, which is built on this one and so not imported by it. */
export function addMap(program: Command): void {
  program
    .command('map')
    .description(
      'who reaches whom, as a page to click in: starts npm run map, which has the options',
    )
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action((_, { args }: Command) => {
      const tool = [join(repositoryRoot, 'tools', 'run-tool.mjs'), 'map'];
      const { status, error } = spawnSync(process.execPath, [...tool, ...args], {
        stdio: 'inherit',
      });
      if (error) throw new Error(`npm run map cannot be started: ${error.message}`);
      process.exitCode = status ?? EXIT_UNEXPECTED;
    });
}
