import fc from 'fast-check';
import { CollectedBytes } from '../../src/http/collected-bytes.ts';

describe('Collected bytes', () => {
  it('are the pieces one after the other, however they were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 20 }), (pieces) => {
        const collected = new CollectedBytes();
        for (const piece of pieces) collected.add(Buffer.from(piece));

        expect(collected.bytes().equals(Buffer.concat(pieces))).toBe(true);
        expect(collected.length).toBe(Buffer.concat(pieces).length);
      }),
    );
  });

  it('leave the pieces as they were', () => {
    const [first, second] = [Buffer.from('abc'), Buffer.from('def')];
    const collected = new CollectedBytes();
    collected.add(first.subarray(0, 2));
    collected.add(second);

    expect(first.toString()).toBe('abc');
    expect(collected.bytes().toString()).toBe('abdef');
  });

  it('are in one buffer of at most about twice their size', () => {
    const collected = new CollectedBytes();
    for (let index = 0; index < 100_000; index++) collected.add(Buffer.from('x'));

    expect(collected.bytes().buffer.byteLength).toBeLessThanOrEqual(200_000);
  });

  it('are none after they were cleared', () => {
    const collected = new CollectedBytes();
    collected.add(Buffer.from('abc'));
    collected.clear();
    collected.add(Buffer.from('d'));

    expect(collected.bytes().toString()).toBe('d');
  });
});
