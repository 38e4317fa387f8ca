import { InputError } from '@private-lambda/command-line/input-error';
import type { Answers } from './answers.ts';
import { Questions, type Terminal } from './ask.ts';
import type { Draft } from './draft.ts';
import { checkProject, deployedStages, readProject, readStage } from './drafted-config.ts';
import type { InitCommand } from './init-command.ts';
import { describeNatPrices } from './nat-prices.ts';
import * as read from './read-answers.ts';
import { ownsNetwork } from './write-stages.ts';

/**
 * Asks for what no option says. An empty answer leaves things as they are.
 * @param given what the options say
 * @returns the options, with the answers among them
 * @throws InputError INIT_UNCONFIRMED where nobody can be asked
 */
export async function askForTheRest(
  command: InitCommand,
  given: Answers,
  draft: Draft,
  terminal: Terminal,
): Promise<InitCommand> {
  if (!terminal.input.isTTY) {
    throw new InputError(
      'INIT_UNCONFIRMED',
      'there is no terminal to ask on; nothing was changed; expected --yes',
    );
  }
  const questions = new Questions(terminal);
  const ask = questions.ask.bind(questions);
  try {
    const name =
      command.name ??
      (await ask('Name of the project', given.name, (text) => checkProject(draft, { name: text })));
    const prefix = command.prefix ?? (await askPrefix(ask, draft, name ?? given.name));
    const holder =
      command.holder ??
      (await ask('Who has the rights in what you add', 'not said', read.readText));
    const stages =
      command.stages ??
      (await ask('Stages that are deployed', given.stages.join(','), read.readStages));
    const region = command.region ?? list(await ask('The one Region', 'any', read.readRegion));
    const cidr = [...(command.cidr ?? [])];
    const existingVpc = [...(command.existingVpc ?? [])];
    const nat = [...(command.nat ?? [])];
    for (const stage of stages === undefined ? given.stages : read.readStages(stages, 'stages')) {
      const isThere = deployedStages(draft).includes(stage);
      if (isThere && !ownsNetwork(draft, stage)) continue;
      const settings = isThere ? readStage(draft, stage) : undefined;
      if (!given.blocks.has(stage) && !given.existingVpcs.has(stage) && !settings?.existingVpc) {
        const vpc = await ask(
          `VPC of ${stage}: a block, or the id of one that is there`,
          settings?.vpcCidr ?? 'the next free /16',
          (text, where) => (isId(text) ? read.readVpcId : read.readBlock)(text, where),
        );
        if (vpc !== undefined) (isId(vpc) ? existingVpc : cidr).push(`${stage}=${vpc}`);
      }
      if (!given.natModes.has(stage)) {
        const typed = command.region === undefined ? region?.[0] : undefined;
        const where = given.regions.get(stage) ?? typed ?? settings?.region;
        const prices = describeNatPrices(settings?.azs ?? 'AB', where);
        process.stderr.write(`NAT gateways: ${prices}\n`);
        const mode = await ask(
          `NAT mode of ${stage}`,
          settings?.natMode ?? 'default',
          read.readNatMode,
        );
        if (mode !== undefined) nat.push(`${stage}=${mode}`);
      }
    }
    return { ...command, name, prefix, holder, stages, region, cidr, existingVpc, nat };
  } finally {
    questions.close();
  }
}

/** Of a name that is too long for the names of AWS; another is its own prefix. */
async function askPrefix(ask: Questions['ask'], draft: Draft, name: string) {
  const { prefix: cut } = checkProject(draft, { name });
  if (cut === name || name === readProject(draft).name) return undefined;
  return ask('What names in AWS begin with', cut, (prefix) =>
    checkProject(draft, { name, prefix }),
  );
}

const isId = (text: string) => text.startsWith('vpc-');

const list = (text: string | undefined) => (text === undefined ? undefined : [text]);
