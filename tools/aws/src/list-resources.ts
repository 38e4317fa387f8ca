import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Aws } from './clients.ts';

/** The resources of a stack that exist: logical id → physical id. */
export async function listResources(
  { cloudFormation: client }: Pick<Aws, 'cloudFormation'>,
  StackName: string,
): Promise<Map<string, string>> {
  const physicalIds = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const resource of page.StackResourceSummaries ?? []) {
      const { LogicalResourceId: id, PhysicalResourceId: physicalId, ResourceStatus } = resource;
      if (id && physicalId && ResourceStatus !== 'DELETE_COMPLETE') physicalIds.set(id, physicalId);
    }
  }
  return physicalIds;
}
