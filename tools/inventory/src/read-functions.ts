import {
  type FunctionConfiguration,
  GetPolicyCommand,
  type LambdaClient,
  paginateListFunctions,
  paginateListFunctionUrlConfigs,
} from '@aws-sdk/client-lambda';
import { listAll } from './list-all.ts';
import { once } from './once.ts';
import { unlessGone } from './part-readers.ts';

/**
 * Readers of the functions that stand in one VPC, or that a target group of it names, with their policies and URLs.
 * @param targets ids of targets, those of functions among them
 */
export function functionReaders(
  client: LambdaClient,
  vpcId: string,
  targets: () => Promise<ReadonlySet<string>>,
) {
  const functions = once(async () => {
    const ids = await targets();
    const all = await listAll(paginateListFunctions({ client }, {}), (page) => page.Functions);
    return all.filter(
      ({ VpcConfig, FunctionArn = '' }) => VpcConfig?.VpcId === vpcId || ids.has(FunctionArn),
    );
  });
  return {
    Functions: async () => (await functions()).map(withoutEnvironment),
    FunctionPolicies: async () => byName(await functions(), (name) => readPolicy(client, name)),
    FunctionUrlConfigs: async () =>
      byName(await functions(), (FunctionName) =>
        listAll(
          paginateListFunctionUrlConfigs({ client }, { FunctionName }),
          (page) => page.FunctionUrlConfigs,
        ),
      ),
  };
}

/** Environment variables may hold secrets. */
function withoutEnvironment({ Environment, ...rest }: FunctionConfiguration) {
  return rest;
}

async function byName(
  functions: readonly FunctionConfiguration[],
  read: (name: string) => Promise<unknown>,
) {
  const found: Record<string, unknown> = {};
  // One after another: Lambda answers few calls a second.
  for (const { FunctionName = '' } of functions) {
    // A function that nobody has been permitted to invoke has no policy to be found.
    const answer = await unlessGone(() => read(FunctionName), undefined);
    if (answer !== undefined) found[FunctionName] = answer;
  }
  return found;
}

async function readPolicy(client: LambdaClient, FunctionName: string) {
  return (await client.send(new GetPolicyCommand({ FunctionName }))).Policy;
}
