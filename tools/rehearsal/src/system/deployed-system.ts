import { join } from 'node:path';
import type { Aws } from '@private-lambda/aws/clients';
import { readStage } from '@private-lambda/packaging/read-stage';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { ECS_CALLER } from '../../../../config/names.js';
import type { Stage } from '../../../../config/stage.js';
import { findStack, readStack, type Stack } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { adoptedResources } from './adopted-resources.ts';

/** The stacks of one stage, and what the stage file says they should be. */
export interface DeployedSystem {
  readonly stage: string;
  readonly settings: Stage;
  /** With what of its VPC was there before it. */
  readonly network: Stack;
  readonly protectedApi: Stack;
  readonly publicCaller: Stack;
  /** Optional: undefined on a stage without it, and where it is not deployed (yet). */
  readonly ecsCaller: Stack | undefined;
  /** Address of the HTTP API, without a slash at its end. */
  readonly publicUrl: string;
}

/**
 * @param root folder with the `config/` that was deployed
 * @throws InputError for a stage without a file
 * @throws BrokenClaimError when a stack is missing or incomplete
 */
export async function readSystem(aws: Aws, stage: string, root: string): Promise<DeployedSystem> {
  const settings = readStage(stage, join(root, 'config'));
  const [network, protectedApi, publicCaller] = await Promise.all([
    readStack(aws.cloudFormation, stackNameOf('network', settings.networkStage, root)),
    readStack(aws.cloudFormation, stackNameOf('protected-api', stage, root)),
    readStack(aws.cloudFormation, stackNameOf('public-caller', stage, root)),
  ]);
  const ecsCallerName = stackNameOf(ECS_CALLER, stage, root);
  const ecsCaller =
    settings.ecsCaller && (await findStack(aws.cloudFormation, ecsCallerName))
      ? await readStack(aws.cloudFormation, ecsCallerName)
      : undefined;
  const publicUrl = publicAddress(aws, publicCaller);
  const resources = new Map([...network.resources, ...adoptedResources(settings)]);
  return {
    stage,
    settings,
    network: { ...network, resources },
    protectedApi,
    publicCaller,
    ecsCaller,
    publicUrl,
  };
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
    ? (publicCaller.outputs.get('PublicUrl') ?? output('HttpApiUrl').replace(/\/$/, ''))
    : `${endpoint}/_aws/execute-api/${output('HttpApiId')}/$default`;
}
