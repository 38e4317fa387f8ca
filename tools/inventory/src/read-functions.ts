import {
  type FunctionConfiguration,
  GetPolicyCommand,
  type LambdaClient,
  paginateListFunctions,
  paginateListFunctionUrlConfigs,
} from '@aws-sdk/client-lambda';
import { listAll } from './list-all.ts';
import { once } from './once.ts';

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
    const answer = await read(FunctionName);
    if (answer !== undefined) found[FunctionName] = answer;
  }
  return found;
}

/** @returns undefined for a function that nobody has been permitted to invoke */
async function readPolicy(client: LambdaClient, FunctionName: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetPolicyCommand({ FunctionName }))).Policy;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
