import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { say } from '@private-lambda/command-line/say';
import { readStage } from '@private-lambda/packaging/read-stage';
import { readProject } from '@private-lambda/system/stack-name';
import { Command, InvalidArgumentError, Option } from 'commander';
import { boundaryOf } from '../../../config/names.js';
import { partitionOf, REGION_NAME } from '../../../config/region.js';
import { formatJson, formatText, type Place } from './format-policy.ts';
import { makePolicy } from './make-policy.ts';
import { isCurrent, policyFile, policyResources, writePolicyFile } from './policy-file.ts';
import { readSubject } from './read-subject.ts';

interface Options {
  readonly stage: string;
  readonly account?: string;
  readonly region?: string;
  readonly format: 'json' | 'text';
  readonly write?: boolean;
  readonly check?: boolean;
}

const program = new Command('npm run policy --')
  .description(
    'Packages a stage and says what whoever deploys it must be allowed, and what the roles that are made may do at most. No account is asked (docs/deploy-rights.md).',
  )
  .requiredOption('--stage <stage>', 'a stage with a file in config/stages')
  .addOption(new Option('--format <format>').choices(['json', 'text']).default('json'))
  .option('--account <id>', 'the account to write into it; else ACCOUNT', twelveDigits)
  .option(
    '--region <region>',
    "the Region to write into it; else the stage's, else REGION",
    regionName,
  )
  .option('--write', 'write the file that services/deployer deploys')
  .option('--check', 'end with exit code 1 where that file is not what it would write')
  .action(run);

async function run({ stage, format, write, check, ...place }: Options) {
  const subject = await readSubject(stage);
  const policy = makePolicy(subject);
  if (write || check) {
    const content = policyResources(policy, subject);
    if (write) writePolicyFile(stage, content);
    else if (!isCurrent(stage, content)) {
      say(
        `policy: ${policyFile(stage)} is not what the stage needs; expected npm run policy -- --stage ${stage} --write`,
      );
      process.exitCode = EXIT_NO;
    }
    return;
  }
  const { region, ...settings } = readStage(stage);
  if (boundaryOf(readProject().prefix, stage, settings) === '') {
    say(
      `note: stage ${stage} has no permissionsBoundary, so its roles carry none, and this policy makes no role without one (docs/deploy-rights.md)`,
    );
  }
  const known = place.region ?? region;
  const where: Place = {
    partition: known === undefined ? 'aws' : partitionOf(known).id,
    region: known ?? 'REGION',
    account: place.account ?? 'ACCOUNT',
  };
  const draw = { json: formatJson, text: formatText }[format];
  process.stdout.write(`${draw(policy, where)}\n`);
}

function twelveDigits(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('expected the 12 digits of an account.');
}

function regionName(text: string): string {
  if (REGION_NAME.test(text)) return text;
  throw new InvalidArgumentError('expected the name of a Region, such as eu-central-1.');
}

await runCommandLine(program);
