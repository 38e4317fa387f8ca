import type { PackagedResource } from './read-packaged.ts';

/** The functions with network interfaces in a VPC. Lambda takes 20 to 45 minutes to give those back. */
export function vpcFunctions(resources: readonly PackagedResource[]): readonly PackagedResource[] {
  return resources.filter(
    ({ type, properties }) =>
      type === 'AWS::Lambda::Function' && properties['VpcConfig'] !== undefined,
  );
}
