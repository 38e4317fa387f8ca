import { GetTemplateCommand, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Account } from '@private-lambda/aws/account';
import { type PackagedResource, parseResources } from '@private-lambda/system/read-packaged';

/** A resource as the template states it, and as it is called in the account. */
export interface DeployedResource extends PackagedResource {
  readonly physicalId: string;
}

/** The resources of a stack that exist, as the template says that was deployed last. */
export async function readDeployedResources(
  { cloudFormation: client }: Pick<Account, 'cloudFormation'>,
  StackName: string,
): Promise<readonly DeployedResource[]> {
  const physicalIds = new Map<string, string>();
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const resource of page.StackResourceSummaries ?? []) {
      const { LogicalResourceId = '', PhysicalResourceId, ResourceStatus } = resource;
      if (PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE') {
        physicalIds.set(LogicalResourceId, PhysicalResourceId);
      }
    }
  }
  const { TemplateBody = '{"Resources":{}}' } = await client.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Original' }),
  );
  return parseResources(TemplateBody).flatMap((resource) => {
    const physicalId = physicalIds.get(resource.logicalId);
    return physicalId === undefined ? [] : [{ ...resource, physicalId }];
  });
}
