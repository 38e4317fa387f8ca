import type { Id } from './network.ts';

/**
 * What ids say beside their name: `<stack>/<LogicalId>` is a resource; `?name` stands for one whose id the templates do
 * not settle; `<owner>#part` is what AWS makes with its owner, and no template names.
 */
const UNKNOWN_MARK = '?';

/** @param name for whoever reads an answer: the parameter, import or function that the id comes from */
export function unknownId(name: string): Id {
  return `${UNKNOWN_MARK}${name}`;
}

/** Whether an id may turn out to be any other one. */
export function isUnknownId(id: Id | undefined): boolean {
  return id?.startsWith(UNKNOWN_MARK) === true;
}

/** An id without the mark of what is not settled. */
export function nameOf(id: Id): string {
  return isUnknownId(id) ? id.slice(UNKNOWN_MARK.length) : id;
}

/** Ids as a person reads them: what the model adds to tell things apart is taken off. */
export function shownId(id: Id): string {
  if (!isUnknownId(id) && !id.includes('#')) return id;
  const [own, derived] = nameOf(id).split('#');
  return derived === undefined ? (own ?? id) : `${own} (${derived.replaceAll('-', ' ')})`;
}

export function defaultGroupId(vpc: Id): Id {
  return `${vpc}#default-group`;
}

/** "Amazon EKS security group requirements": the group that a cluster makes is in no template, and is no other one. */
export function clusterGroupId(cluster: Id): Id {
  return `${cluster}#cluster-group`;
}

export function defaultAclId(vpc: Id): Id {
  return `${vpc}#default-acl`;
}

export function mainTableId(vpc: Id): Id {
  return `${vpc}#main-route-table`;
}
