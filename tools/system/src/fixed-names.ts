import { LIMITS } from '../../../config/names.js';
import type { PackagedResource } from './read-packaged.ts';

/** A name that a template states. It must be free in the account, and short enough. */
export interface FixedName {
  readonly kind:
    | 'role'
    | 'managed policy'
    | 'function'
    | 'log group'
    | 'target group'
    | 'cluster'
    | 'dashboard';
  readonly name: string;
  /** Longest name that AWS takes, in characters. */
  readonly limit: number;
  readonly logicalId: string;
}

/** Type → where it states its name. The limits are of the API references of CloudWatch, CloudWatch Logs, ECS and IAM. */
export const STATED: Readonly<
  Record<string, { kind: FixedName['kind']; property: string; limit: number }>
> = {
  'AWS::CloudWatch::Dashboard': { kind: 'dashboard', property: 'DashboardName', limit: 255 },
  'AWS::ECS::Cluster': { kind: 'cluster', property: 'ClusterName', limit: 255 },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    kind: 'target group',
    property: 'Name',
    limit: LIMITS['target group'],
  },
  'AWS::IAM::ManagedPolicy': {
    kind: 'managed policy',
    property: 'ManagedPolicyName',
    limit: 128,
  },
  'AWS::IAM::Role': { kind: 'role', property: 'RoleName', limit: LIMITS.role },
  'AWS::Lambda::Function': { kind: 'function', property: 'FunctionName', limit: LIMITS.function },
  'AWS::Logs::LogGroup': { kind: 'log group', property: 'LogGroupName', limit: 512 },
};

/**
 * The fixed names among these resources, as they are in a Region. What CloudFormation names by itself is left out.
 * @throws Error for a name that this cannot read: nobody could say whether it is free
 */
export function fixedNames(
  resources: readonly PackagedResource[],
  region: string,
): readonly FixedName[] {
  return resources.flatMap(({ logicalId, type, properties }) => {
    const stated = STATED[type];
    const value = stated && properties[stated.property];
    if (stated === undefined || value === undefined) return [];
    const { kind, limit } = stated;
    return [{ kind, limit, logicalId, name: asText(value, logicalId, region) }];
  });
}

function asText(value: unknown, logicalId: string, region: string): string {
  const text =
    typeof value === 'object' && value !== null && 'Fn::Sub' in value ? value['Fn::Sub'] : value;
  const name = typeof text === 'string' ? text.replaceAll(/\$\{AWS::Region\}/g, region) : undefined;
  if (name === undefined || name.includes('${')) {
    throw new Error(`${logicalId}: its name is ${JSON.stringify(value)}; expected text`);
  }
  return name;
}
