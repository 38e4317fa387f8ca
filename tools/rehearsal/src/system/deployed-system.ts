import type { Aws } from '@private-lambda/aws/clients';
import { readStage } from '@private-lambda/packaging/read-stage';
import type { Stage } from '../../../../config/stage.js';
import { findStack, readStack, type Stack } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';

/** The stacks of one stage, and what the stage file says they should be. */
export interface DeployedSystem {
  readonly stage: string;
  readonly settings: Stage;
  readonly network: Stack;
  readonly protectedApi: Stack;
  readonly publicCaller: Stack;
  /** Optional: undefined on a stage without it, and where it is not deployed (yet). */
  readonly ecsCaller: Stack | undefined;
  /** Address of the HTTP API, without a slash at its end. */
  readonly publicUrl: string;
}

/**
 * @param configDirectory the folder `config` that was deployed
 * @throws InputError for a stage without a file
 * @throws BrokenClaimError when a stack is missing or incomplete
 */
export async function readSystem(
  aws: Aws,
  stage: string,
  configDirectory: string,
): Promise<DeployedSystem> {
  const settings = readStage(stage, configDirectory);
  const [network, protectedApi, publicCaller] = await Promise.all([
    readStack(aws.cloudFormation, `network-${settings.networkStage}`),
    readStack(aws.cloudFormation, `protected-api-${stage}`),
    readStack(aws.cloudFormation, `public-caller-${stage}`),
  ]);
  const ecsCallerName = `ecs-caller-${stage}`;
  const ecsCaller =
    settings.ecsCaller && (await findStack(aws.cloudFormation, ecsCallerName))
      ? await readStack(aws.cloudFormation, ecsCallerName)
      : undefined;
  const publicUrl = publicAddress(aws, publicCaller);
  return { stage, settings, network, protectedApi, publicCaller, ecsCaller, publicUrl };
}

/** Physical id of a resource. @throws BrokenClaimError */
export function physicalId(stack: Stack, logicalId: string): string {
  const id = stack.resources.get(logicalId);
  if (id === undefined) throw new BrokenClaimError(`${stack.name}: there is no ${logicalId}`);
  return id;
}

/** An emulator cannot listen on the name that AWS gives an HTTP API; it has a path for it. */
function publicAddress({ endpoint }: Aws, publicCaller: Stack): string {
  const output = (key: string) => {
    const value = publicCaller.outputs.get(key);
    if (value === undefined) {
      throw new BrokenClaimError(`${publicCaller.name}: there is no output ${key}`);
    }
    return value;
  };
  return endpoint === undefined
    ? output('HttpApiUrl').replace(/\/$/, '')
    : `${endpoint}/_aws/execute-api/${output('HttpApiId')}/$default`;
}
