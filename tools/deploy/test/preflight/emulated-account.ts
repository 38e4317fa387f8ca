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

/** A stack before its first deploy. */
export const planned = (service: string, Resources: Template['Resources'] = {}): PlannedStack => ({
  service,
  name: stackNameOf(service, stage),
  resources: resources(Resources),
  deployed: undefined,
});

/** The same, made of another template. */
export async function deployed(stack: PlannedStack, template: Template): Promise<PlannedStack> {
  await local.create(stack.name, template);
  return { ...stack, deployed: await findStack(account, stack.name) };
}
