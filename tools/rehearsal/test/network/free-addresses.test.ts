import { FreeAddresses } from '../../src/network/free-addresses.ts';
import { networkOf } from '../support/network-of.ts';

const network = networkOf({
  vpcs: { A: '10.0.0.0/16' },
  subnets: { ASmall: '10.0.255.240/28' },
  hosts: { ATaken: 'instance ASmall 10.0.255.245 AOpen' },
});

test('addresses come after those of AWS, each once, and without those that are taken', () => {
  const free = FreeAddresses.beside(network);
  const taken = [1, 2, 3].map(() => free.takeIn('ASmall'));
  expect(taken).toEqual(['10.0.255.244', '10.0.255.246', '10.0.255.247']);
});

test('a subnet that is full gives none of the next one', () => {
  const free = FreeAddresses.beside(network);
  for (let count = 0; count < 10; count += 1) free.takeIn('ASmall');
  expect(() => free.takeIn('ASmall')).toThrow('no address of 10.0.255.240/28 is free');
});

test('one that is not there is named', () => {
  expect(() => FreeAddresses.beside(network).takeIn('AOther')).toThrow(
    'AOther is no subnet of the network',
  );
});
