import { BlockList } from 'node:net';
import type { Cidr } from '@private-lambda/packet-lab/model';

/** "Subnet CIDR blocks": the first four addresses of a subnet are AWS's own. */
const RESERVED = 4;

/** Addresses of subnets, each given once. */
export class FreeAddresses {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** The next free address of a block; the one that is wished for, where it lies in the block and is free. */
  take(block: Cidr, wished?: string): string {
    if (wished !== undefined && isIn(block, wished) && !this.#taken.has(wished)) {
      this.#taken.add(wished);
      return wished;
    }
    const [network = ''] = block.split('/');
    for (let index = RESERVED; ; index += 1) {
      const address = toText(toNumber(network) + index);
      if (!isIn(block, address)) throw new Error(`no address of ${block} is free`);
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
