import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateStackCommand,
  DeleteStackCommand,
  type Parameter,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { type Aws, connectToEmulator } from '@private-lambda/aws/clients';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { ensurePythonVenv } from '@private-lambda/python-venv/ensure-python-venv';
import { findStack, readFailure, type Stack } from '../../src/aws/stack.ts';
import { Emulator } from '../../src/emulator/emulator.ts';

const tool = join(repositoryRoot, 'tools', 'rehearsal');
const REGION = 'us-east-1';

/** The Python of the rehearsal, installed when it is not there. */
export function emulatorPython(): Promise<string> {
  return ensurePythonVenv({
    requirementsFile: join(tool, 'emulator', 'requirements.txt'),
    directory: join(tool, '.venv'),
    what: 'the emulator',
    progress: () => {},
  });
}

export interface Template {
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** An emulator of a test file's own, with CloudFormation in short. */
export class LocalAws {
  readonly aws: Aws;
  readonly url: string;
  readonly #emulator: Emulator;

  private constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.url = emulator.url;
    this.aws = connectToEmulator(emulator.url, REGION);
  }

  static async start(): Promise<LocalAws> {
    const workDirectory = mkdtempSync(join(tmpdir(), 'rehearsal-test-'));
    const python = await emulatorPython();
    return new LocalAws(await Emulator.start({ python, workDirectory, region: REGION }));
  }

  stop(): Promise<void> {
    return this.#emulator.stop();
  }

  /** Empties every account and Region: quicker than another emulator. */
  async reset(): Promise<void> {
    const { ok, status } = await fetch(`${this.url}/_ministack/reset`, { method: 'POST' });
    if (!ok) throw new Error(`the emulator was not emptied: ${status}`);
  }

  /** Creates a stack and waits for what comes of it. */
  async create(name: string, template: Template, Parameters: Parameter[] = []): Promise<Stack> {
    await this.aws.cloudFormation.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Parameters,
      }),
    );
    return this.#settled(name);
  }

  async update(name: string, template: Template): Promise<Stack> {
    await this.aws.cloudFormation.send(
      new UpdateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }),
    );
    return this.#settled(name);
  }

  /** @returns undefined when it is gone */
  async delete(name: string): Promise<Stack | undefined> {
    await this.aws.cloudFormation.send(new DeleteStackCommand({ StackName: name }));
    for (;;) {
      const stack = await findStack(this.aws.cloudFormation, name);
      if (!stack?.status.endsWith('_IN_PROGRESS')) return stack;
      await sleep(20);
    }
  }

  /** The first failure of the stack's last operation, in CloudFormation's words. */
  failure(name: string): Promise<string | undefined> {
    return readFailure(this.aws.cloudFormation, name);
  }

  async #settled(name: string): Promise<Stack> {
    for (;;) {
      const stack = await findStack(this.aws.cloudFormation, name);
      if (stack && !stack.status.endsWith('_IN_PROGRESS')) return stack;
      await sleep(20);
    }
  }
}
