import { join } from 'node:path';
import { EXIT_NO } from '@private-lambda/command-line/exit-codes';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { say } from '@private-lambda/command-line/say';
import { visibleText } from '@private-lambda/command-line/visible-text';
import { listDeployedStages } from '@private-lambda/packaging/list-stages';
import { packageTemplates } from '@private-lambda/packaging/package-templates';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { ensurePythonVenv } from '@private-lambda/python-venv/ensure-python-venv';
import { Command } from 'commander';
import { readExceptions } from './exceptions.ts';
import { lintTemplates } from './lint-templates.ts';

const toolDirectory = join(repositoryRoot, 'tools', 'template-lint');

async function run() {
  const exceptions = readExceptions(join(toolDirectory, 'exceptions.yml'));
  const python = await ensurePythonVenv({
    requirementsFile: join(toolDirectory, 'requirements.txt'),
    directory: join(toolDirectory, '.venv'),
    what: 'cfn-lint and checkov',
    progress,
  });
  const stages = listDeployedStages();
  progress(`packaging every service on ${stages.join(' and ')}`);
  const outputDirectory = join(repositoryRoot, '.serverless', 'template-lint');
  const templates = await packageTemplates({ stages, outputDirectory });
  progress(`checking ${templates.length} templates with cfn-lint and checkov`);
  const { findings, problems } = await lintTemplates(python, templates, exceptions);
  const held = `${templates.length} templates: ${findings.length} findings, each with an exception`;
  for (const line of problems.length > 0 ? problems : [held])
    process.stdout.write(`${visibleText(line)}\n`);
  if (problems.length > 0) process.exitCode = EXIT_NO;
}

function progress(line: string) {
  say(`${line} …`);
}

const program = new Command('npm run lint:templates')
  .description(
    'Packages every service on every stage that is deployed and runs cfn-lint and checkov on the templates. Fails on a finding without an exception in tools/template-lint/exceptions.yml, and on an exception that is no longer needed.',
  )
  .action(run);

await runCommandLine(program);
