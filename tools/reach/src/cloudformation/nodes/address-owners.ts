import type { Id, Node } from '../../model/network.ts';
import type { StackSet } from '../../template/system.ts';
import { Reference, Text, type Value } from '../../template/value.ts';

/** Whose private address a block is that has only this one, such as `${Instance.PrivateIp}/32`. */
export class AddressOwners {
  private readonly set: StackSet;
  private readonly nodes: ReadonlyMap<Id, Node>;

  constructor(set: StackSet, nodes: ReadonlyMap<Id, Node>) {
    this.set = set;
    this.nodes = nodes;
  }

  /** @returns undefined where it is another block, or of an instance that has other interfaces too */
  of(block: Value | undefined): Id | undefined {
    if (!(block instanceof Text)) return undefined;
    const [address, length, ...others] = block.parts;
    const isOne = address instanceof Reference && length === '/32' && others.length === 0;
    if (!isOne || address.attribute !== 'PrivateIp') return undefined;
    const instance = this.set
      .ofType((type) => type === 'AWS::EC2::Instance')
      .find(({ id }) => id === address.resource);
    const node = this.nodes.get(address.resource);
    const hasOwnInterface =
      instance?.get('NetworkInterfaces') === undefined &&
      instance?.get('LaunchTemplate') === undefined;
    const isAlone = node?.interfaces.length === 1 && !node.more;
    return instance && hasOwnInterface && isAlone ? instance.id : undefined;
  }
}
