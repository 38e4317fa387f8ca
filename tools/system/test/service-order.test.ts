import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frozenRoot } from '../../../test/fixture/frozen-system.ts';
import { readServiceOrder } from '../src/service-order.ts';

const root = mkdtempSync(join(tmpdir(), 'service-order-'));
afterAll(() => rmSync(root, { recursive: true }));

function orderOf(services: string) {
  writeFileSync(join(root, 'serverless-compose.yml'), `services: ${services}`);
  return readServiceOrder(root);
}

describe('readServiceOrder', () => {
  it('puts every service after those it depends on', () => {
    const services =
      '{ last: { path: c, dependsOn: [first, middle] }, middle: { path: b, dependsOn: first }, first: { path: a } }';
    expect(orderOf(services)).toEqual(['first', 'middle', 'last']);
  });

  it.each([
    ['{ a: { dependsOn: a } }', 'a -> a'],
    [
      '{ z: { dependsOn: a }, a: { dependsOn: [b] }, b: { dependsOn: [c, a] }, c: {} }',
      'a -> b -> a',
    ],
  ])('refuses a circle, and says which: %s', (services, circle) => {
    expect(() => orderOf(services)).toThrow(
      `serverless-compose.yml: found dependsOn in a circle: ${circle}; expected`,
    );
  });

  it('begins with the network', () => {
    expect(readServiceOrder(frozenRoot)).toEqual(['network', 'protected-api', 'public-caller']);
  });
});
