import type { Id, Node, Peer } from '../../model/network.ts';
import type { StackSet } from '../../template/system.ts';
import { Reference, Text, type Value } from '../../template/value.ts';
import { readId, readIds } from '../read/read-value.ts';

/** Whose address a block is that has only this one, such as `${Instance.PrivateIp}/32` or `${ElasticIp}/32`. */
export class AddressOwners {
  constructor(
    private readonly set: StackSet,
    private readonly nodes: ReadonlyMap<Id, Node>,
  ) {}

  /** @returns undefined where it is another block, or of an instance that has other interfaces too */
  of(block: Value | undefined): Peer | undefined {
    if (!(block instanceof Text)) return undefined;
    const [address, length, ...others] = block.parts;
    const isOne = address instanceof Reference && length === '/32' && others.length === 0;
    if (!isOne) return undefined;
    const { resource, attribute } = address;
    const elasticIp = this.set
      .ofType((type) => type === 'AWS::EC2::EIP')
      .find(({ id }) => id === resource);
    if (elasticIp && (attribute === 'Ref' || attribute === 'PublicIp')) {
      const node = this.holderOf(elasticIp.id);
      return node === undefined ? undefined : { kind: 'public-address', node };
    }
    const isOwn = attribute === 'PrivateIp' && this.isAlone(resource);
    return isOwn ? { kind: 'node', node: resource } : undefined;
  }

  /**
   * "Elastic IP addresses": the NAT gateway that it is the one address of, or the instance that it is associated with.
   * @returns undefined where the templates do not say, or where the holder has other public addresses too
   */
  private holderOf(elasticIp: Id): Id | undefined {
    const natGateway = this.set
      .ofType((type) => type === 'AWS::EC2::NatGateway')
      .find((nat) => readId(nat.get('AllocationId')) === elasticIp);
    if (natGateway) {
      const { ids, perhapsMore } = readIds(natGateway.get('SecondaryAllocationIds'));
      return ids.length > 0 || perhapsMore ? undefined : natGateway.id;
    }
    const instance = [
      ...this.set.ofType((type) => type === 'AWS::EC2::EIP').filter(({ id }) => id === elasticIp),
      ...this.set
        .ofType((type) => type === 'AWS::EC2::EIPAssociation')
        .filter((each) =>
          [each.get('AllocationId'), each.get('EIP')].some((id) => namesOf(id) === elasticIp),
        ),
    ].flatMap((each) => readId(each.get('InstanceId')) ?? [])[0];
    return instance !== undefined && this.isAlone(instance) ? instance : undefined;
  }

  /** An instance with one interface, which is its own. */
  private isAlone(id: Id): boolean {
    const instance = this.set
      .ofType((type) => type === 'AWS::EC2::Instance')
      .find((each) => each.id === id);
    const node = this.nodes.get(id);
    return (
      instance !== undefined &&
      instance.get('NetworkInterfaces') === undefined &&
      instance.get('LaunchTemplate') === undefined &&
      node?.interfaces.length === 1 &&
      !node.perhapsMore
    );
  }
}

function namesOf(value: Value | undefined): Id | undefined {
  return value instanceof Reference ? value.resource : readId(value);
}
