import { spawnSync } from 'node:child_process';
import { confirm } from '@private-lambda/command-line/confirm';
import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { say } from '@private-lambda/command-line/say';
import { listServices } from '@private-lambda/packaging/list-services';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import type { Answers } from './answers.ts';
import { answersFrom } from './answers-from.ts';
import type { Terminal } from './ask.ts';
import { Draft } from './draft.ts';
import { describeChanges, refuseDirtyTree } from './git.ts';
import type { InitCommand } from './init-command.ts';
import { describeNextSteps } from './next-steps.ts';
import { renameProject } from './rename-project.ts';
import { writeChanges } from './write-changes.ts';
import { writeStages } from './write-stages.ts';

/**
 * Asks, plans every change, shows them, writes all or none of them, and runs the tests.
 * @returns the exit code
 * @throws InputError before anything is written
 */
export async function init(
  command: InitCommand,
  root = repositoryRoot,
  terminal: Terminal = { input: process.stdin, output: process.stderr },
): Promise<number> {
  const draft = new Draft(root);
  const answers = await answersFrom(command, draft, terminal);
  renameProject(draft, answers, listServices(root));
  writeStages(draft, answers);
  const changes = draft.changes();
  if (changes.length === 0) {
    say('Nothing to do: the repository says all of this already.');
    sayNext(draft, answers);
    return 0;
  }
  process.stdout.write(describeChanges(changes, process.stdout.isTTY));
  if (command.dryRun) {
    say('Dry run: nothing was written.');
    return 0;
  }
  if (!command.allowDirty) refuseDirtyTree(root);
  const { yes = false } = command;
  const question = `Write ${changes.length} files? Type yes`;
  if (!(await confirm({ question, answer: 'yes', yes, code: 'INIT_UNCONFIRMED', ...terminal }))) {
    say('Nothing was written.');
    return EXIT_NO;
  }
  writeChanges(root, changes);
  say(`Wrote ${changes.map(({ file }) => file).join(', ')}.`);
  if (command.test && !testsAreGreen(root)) {
    say('npm test is not green: the files are written, and git checkout takes them back.');
    return EXIT_NO;
  }
  sayNext(draft, answers);
  return 0;
}

function testsAreGreen(root: string): boolean {
  say('npm test …');
  // On Windows npm is a script for its shell.
  const shell = process.platform === 'win32';
  return spawnSync('npm', ['test'], { cwd: root, stdio: 'inherit', shell }).status === 0;
}

function sayNext(draft: Draft, answers: Answers): void {
  for (const line of describeNextSteps(draft, answers)) say(line);
}
