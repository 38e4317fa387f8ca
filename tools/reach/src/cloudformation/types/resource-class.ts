import { isNodeType } from '../nodes/nodes.ts';
import { HARMLESS_ALL_THE_SAME, READ_TYPES } from './known-types.ts';
import { isListed } from './resource-table.ts';

/**
 * What a type of resource is to reachability:
 * - `modelled`: some reader knows what it does;
 * - `harmless`: it opens and accepts no connections, and changes nothing that decides about one;
 * - `attached`: it has subnets, groups or the like, and nobody here knows what it does with them;
 * - `custom`: a program of the template's author, which may change what it names;
 * - `unlisted`: a type that the table does not have, and so to be judged by what its properties name.
 */
export type ResourceClass = 'modelled' | 'harmless' | 'attached' | 'custom' | 'unlisted';

export function classOf(type: string): ResourceClass {
  if (isCustom(type)) return 'custom';
  if (isNodeType(type) || READ_TYPES.has(type)) return 'modelled';
  if (HARMLESS_ALL_THE_SAME.has(type)) return 'harmless';
  return isListed(type) ?? 'unlisted';
}

/** "Custom resources": the template's author decides what they do. */
function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
