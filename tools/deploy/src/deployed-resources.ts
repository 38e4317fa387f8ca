import type { Account } from '@private-lambda/aws/account';
import { listResources } from '@private-lambda/aws/list-resources';
import { type PackagedResource, parseResources } from '@private-lambda/system/read-packaged';
import { readTemplate } from './read-template.ts';

/** A resource as the template states it, and as it is called in the account. */
export interface DeployedResource extends PackagedResource {
  readonly physicalId: string;
}

/** The resources of a stack that exist, as the template says that was deployed last. */
export async function readDeployedResources(
  account: Pick<Account, 'cloudFormation'>,
  stackName: string,
): Promise<readonly DeployedResource[]> {
  const [physicalIds, template] = await Promise.all([
    listResources(account, stackName),
    readTemplate(account, stackName),
  ]);
  return parseResources(template).flatMap((resource) => {
    const physicalId = physicalIds.get(resource.logicalId);
    return physicalId === undefined ? [] : [{ ...resource, physicalId }];
  });
}
