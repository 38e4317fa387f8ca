import { type Account, openAccount } from '@private-lambda/aws/account';
import { findStack } from '@private-lambda/aws/find-stack';
import { readDeployableStage } from '@private-lambda/system/deployable-stage';
import { parseResources } from '@private-lambda/system/read-packaged';
import { stackNameOf } from '@private-lambda/system/stack-name';
import type { Stage } from '../../../../config/stage.js';
import { LocalAws, type Template } from '../../../rehearsal/test/support/local-aws.ts';
import type { PlannedStack } from '../../src/preflight/deployment.ts';
import { preflight } from '../../src/preflight/preflight.ts';

/** What a look at the account answers that finds nothing. */
export const nothing = { failures: [], notes: [] };

export const stage = 'dev';

let local: LocalAws;
let account: Account;

/** Starts and ends an emulated AWS with the tests of a file; each test has an empty account. */
export function useEmulatedAccount(): { readonly local: LocalAws; readonly account: Account } {
  const inherited = { ...process.env };
  beforeAll(async () => {
    local = await LocalAws.start();
  }, 120_000);
  afterAll(() => local.stop());
  beforeEach(async () => {
    await local.reset();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: local.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    account = await openAccount();
  });
  afterEach(() => {
    process.env = { ...inherited };
  });
  return {
    get local() {
      return local;
    },
    get account() {
      return account;
    },
  };
}

export const check = (
  stacks: readonly PlannedStack[],
  settings: Partial<Stage> = {},
  of = account,
) => preflight(of, { stage, settings: { ...readDeployableStage(stage), ...settings }, stacks });

export const resources = (Resources: Template['Resources']) =>
  parseResources(JSON.stringify({ Resources }));

/** The account, as somebody who has assumed this role sees it. */
export const assumed = (role: string): Account => ({
  ...account,
  caller: `arn:aws:sts::000000000000:assumed-role/${role}/github-1`,
});

/** The same, as the stage's deploy role. */
export const asDeployRole = () => assumed('private-lambda-deployer-dev-DeployRole-1X2Y3Z4W5V6U');

/** A stack before its first deploy. */
export const planned = (service: string, Resources: Template['Resources'] = {}): PlannedStack => ({
  service,
  name: stackNameOf(service, stage),
  resources: resources(Resources),
  deployed: undefined,
});

/** The same, made of another template. @param parameters of that template, all of them texts */
export async function deployed(
  stack: PlannedStack,
  template: Template,
  parameters: Readonly<Record<string, string>> = {},
): Promise<PlannedStack> {
  const names = Object.keys(parameters);
  const Parameters = Object.fromEntries(names.map((name) => [name, { Type: 'String' }]));
  await local.create(
    stack.name,
    { Parameters, ...template },
    names.map((ParameterKey) => ({ ParameterKey, ParameterValue: parameters[ParameterKey] })),
  );
  return { ...stack, deployed: await findStack(account, stack.name) };
}
