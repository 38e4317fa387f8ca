import { countAddresses, countUsable, parseBlock } from '../../src/blocks/block.ts';

describe('parseBlock', () => {
  it.each(['0.0.0.0/0', '172.30.0.0/16', '10.0.0.16/28', '255.255.255.255/32'])(
    'takes %s as it is',
    (text) => {
      expect(parseBlock(text, '--used').cidr).toBe(text);
    },
  );

  it('gives the first and the last address as numbers', () => {
    expect(parseBlock('192.168.1.128/25', '--used')).toEqual({
      cidr: '192.168.1.128/25',
      prefix: 25,
      start: 0xc0a80180,
      end: 0xc0a801ff,
    });
  });

  it.each([
    ['172.30.0.5/20', 'has host bits set; the block it lies in is 172.30.0.0/20'],
    ['fd00::/64', 'looks like IPv6, which is not planned here'],
    ['::ffff:10.0.0.0/120', 'looks like IPv6, which is not planned here'],
    ['10.0.0.1', 'has no prefix length'],
    ['10.0.0.0/33', 'has a prefix length above 32'],
    ['10.0.0.0/99999999999999999999', 'has a prefix length above 32'],
    ['256.0.0.0/16', 'has an octet above 255'],
    ['010.0.0.0/16', 'has a number with a leading zero'],
    ['10.0.0.0/08', 'has a number with a leading zero'],
    ['10.0.0/16', 'is not an IPv4 block'],
    ['10.0.0.0.0/16', 'is not an IPv4 block'],
    ['10.0.0.0/-1', 'is not an IPv4 block'],
    ['10.0.0.0/', 'is not an IPv4 block'],
    ['10.0.0.0/16/16', 'is not an IPv4 block'],
    ['10.0 .0.0/16', 'is not an IPv4 block'],
    ['١٠.0.0.0/16', 'is not an IPv4 block'],
    ['', 'is empty'],
  ])('refuses %j: it %s', (text, reason) => {
    expect(() => parseBlock(text, 'used.txt:3')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        code: 'SUBNETS_BLOCK_INVALID',
        message: expect.stringContaining(`used.txt:3: ${JSON.stringify(text)} ${reason}`),
      }),
    );
  });

  it('shows only the beginning of a very long text', () => {
    expect(() => parseBlock('x'.repeat(10_000), '--used')).toThrow(/^.{1,200}$/);
  });
});

describe('countUsable', () => {
  it.each([
    ['10.0.0.0/16', 65_536, 65_531],
    ['10.0.0.0/28', 16, 11],
    ['10.0.0.0/30', 4, 0],
    ['10.0.0.0/32', 1, 0],
  ])('of %s is all but the five that AWS keeps, and never negative', (cidr, addresses, usable) => {
    const block = parseBlock(cidr, '--used');
    expect([countAddresses(block), countUsable(block)]).toEqual([addresses, usable]);
  });
});
