import {
  type CloudFormationClient,
  paginateDescribeStackEvents,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { listResources } from '@private-lambda/aws/list-resources';
import { findStack as describeStack } from '@private-lambda/osls-plugin/find-stack';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';

/** A stack as CloudFormation describes it. */
export interface Stack {
  readonly name: string;
  readonly status: string;
  readonly outputs: ReadonlyMap<string, string>;
  /** Output key → name of its export. */
  readonly exports: ReadonlyMap<string, string>;
  /** Logical id → physical id, of the resources that exist. */
  readonly resources: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly terminationProtection: boolean;
}

/** @returns undefined when there is no such stack */
export async function findStack(
  client: CloudFormationClient,
  name: string,
): Promise<Stack | undefined> {
  const stack = await describeStack(client, name);
  if (stack === undefined) return undefined;
  const { StackStatus = '', Outputs = [], Tags = [], EnableTerminationProtection = false } = stack;
  return {
    name,
    status: StackStatus,
    outputs: new Map(
      Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
    exports: new Map(Outputs.map(({ OutputKey = '', ExportName = '' }) => [OutputKey, ExportName])),
    resources: await listResources({ cloudFormation: client }, name),
    tags: new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    terminationProtection: EnableTerminationProtection,
  };
}

/** @throws BrokenClaimError when there is none, or its last operation did not complete */
export async function readStack(client: CloudFormationClient, name: string): Promise<Stack> {
  const stack = await findStack(client, name);
  if (stack === undefined) throw new BrokenClaimError(`${name}: there is no such stack`);
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(stack.status)) {
    throw new BrokenClaimError(
      `${name}: the stack is ${stack.status}, expected CREATE_COMPLETE or UPDATE_COMPLETE`,
    );
  }
  return stack;
}

/** The events of a stack, newest first. */
export async function readEvents(
  client: CloudFormationClient,
  stackName: string,
): Promise<readonly StackEvent[]> {
  const events: StackEvent[] = [];
  try {
    for await (const page of paginateDescribeStackEvents({ client }, { StackName: stackName })) {
      events.push(...(page.StackEvents ?? []));
    }
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('does not exist'))) throw error;
  }
  return events;
}

/**
 * Why the last operation of a stack failed: the first failure of it, in the words of CloudFormation.
 * @returns one line that names the resource; undefined when nothing failed
 */
export async function readFailure(
  client: CloudFormationClient,
  stackName: string,
): Promise<string | undefined> {
  const events = await readEvents(client, stackName);
  const started = events.findIndex(
    ({ ResourceStatusReason, LogicalResourceId }) =>
      ResourceStatusReason === 'User Initiated' && LogicalResourceId === stackName,
  );
  const failures = events
    .slice(0, started === -1 ? undefined : started)
    .filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'));
  const first = failures.at(-1);
  return first && describeEvent(first);
}

function describeEvent(event: StackEvent): string {
  const { StackName, LogicalResourceId, ResourceType, ResourceStatus, ResourceStatusReason } =
    event;
  return `${StackName}: ${LogicalResourceId} (${ResourceType}) ${ResourceStatus}: ${ResourceStatusReason}`;
}
