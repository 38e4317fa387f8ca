import type { PackagedResource } from './read-packaged.ts';

/** The resources that outlive their stack (`DeletionPolicy: Retain` or `RetainExceptOnCreate`). */
export function keptResources(resources: readonly PackagedResource[]): readonly PackagedResource[] {
  return resources.filter(({ deletionPolicy }) => deletionPolicy?.startsWith('Retain') ?? false);
}
