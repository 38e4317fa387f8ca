import { InputError } from '@private-lambda/command-line/input-error';
import type { Answers } from './answers.ts';
import type { Terminal } from './ask.ts';
import { askForTheRest } from './ask-for-the-rest.ts';
import type { Draft } from './draft.ts';
import { checkProject, deployedStages, readProject } from './drafted-config.ts';
import { originOnGitHub } from './git.ts';
import type { InitCommand } from './init-command.ts';
import * as read from './read-answers.ts';

/**
 * What the options say, and what is asked for the rest.
 * @throws InputError for an option that says what cannot be; INIT_UNCONFIRMED where nobody can be asked
 */
export async function answersFrom(
  command: InitCommand,
  draft: Draft,
  terminal: Terminal,
): Promise<Answers> {
  // Wrong options are refused before anything is asked.
  const answers = readOptions(command, draft);
  if (command.yes || command.dryRun) return answers;
  return readOptions(await askForTheRest(command, answers, draft, terminal), draft);
}

function readOptions(command: InitCommand, draft: Draft): Answers {
  const { name, prefix, title, holder } = command;
  const stages =
    command.stages === undefined
      ? deployedStages(draft)
      : read.readStages(command.stages, '--stages');
  const byStage = <T>(values: InitCommand['cidr'], where: string, reader: read.ReadAnswer<T>) =>
    read.readByStage(values, where, stages, reader);
  const blocks = byStage(command.cidr, '--cidr', read.readBlock);
  const existingVpcs = byStage(command.existingVpc, '--existing-vpc', read.readVpcId);
  const both = stages.find((stage) => blocks.has(stage) && existingVpcs.has(stage));
  if (both !== undefined) {
    throw new InputError(
      'INIT_ANSWER_INVALID',
      `--existing-vpc: ${both} has a --cidr, too; expected one of them: in a VPC that is there, npm run adopt finds free blocks`,
    );
  }
  if (name !== undefined) checkProject(draft, { name });
  if (prefix !== undefined) checkProject(draft, { prefix });
  const repository = command.repository ?? originOnGitHub(draft.root);
  return {
    name: name ?? readProject(draft).name,
    prefix,
    title: given(title, '--title', read.readText),
    holder: given(holder, '--holder', read.readText),
    repository: given(repository, '--repository', read.readRepository),
    stages,
    regions: byStage(command.region, '--region', read.readRegion),
    blocks,
    existingVpcs,
    natModes: byStage(command.nat, '--nat', read.readNatMode),
  };
}

const given = <T>(text: string | undefined, option: string, reader: read.ReadAnswer<T>) =>
  text === undefined ? undefined : reader(text, option);
