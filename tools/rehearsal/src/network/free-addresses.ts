import { BlockList } from 'node:net';
import type { Cidr, LabNetwork, Subnet } from '@private-lambda/packet-lab/model';

/** "Subnet CIDR blocks": the first four addresses of a subnet are AWS's own, and the last one. */
const RESERVED = 4;

/** Addresses of subnets, each given once. */
export class FreeAddresses {
  readonly #subnets: readonly Subnet[];
  readonly #taken: Set<string>;

  constructor(subnets: readonly Subnet[], taken: Iterable<string>) {
    this.#subnets = subnets;
    this.#taken = new Set(taken);
  }

  /** Those of a network that nobody in it has. */
  static beside({ subnets, hosts }: Pick<LabNetwork, 'subnets' | 'hosts'>): FreeAddresses {
    const places = hosts.flatMap(({ interfaces }) => interfaces);
    return new FreeAddresses(
      subnets,
      places.map(({ address }) => address),
    );
  }

  /** The next free address. @param id of a subnet @throws Error for one that is not there, or is full */
  takeIn(id: string): string {
    const block = this.#subnets.find((each) => each.id === id)?.block;
    if (block === undefined) throw new Error(`${id} is no subnet of the network`);
    const [network = ''] = block.split('/');
    for (let index = RESERVED; ; index += 1) {
      const address = toText(toNumber(network) + index);
      const isFurther = isIn(block, toText(toNumber(address) + 1));
      if (!isFurther) throw new Error(`no address of ${block} is free`);
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      return address;
    }
  }
}

function isIn(block: Cidr, address: string): boolean {
  const [network = '', bits = ''] = block.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(bits));
  return list.check(address);
}

const toNumber = (address: string) =>
  address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

const toText = (value: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
