import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frozenRoot } from '../../../test/fixture/frozen-system.ts';
import { readServiceOrder } from '../src/service-order.ts';

describe('readServiceOrder', () => {
  it('puts every service after those it depends on', () => {
    const root = mkdtempSync(join(tmpdir(), 'service-order-'));
    writeFileSync(
      join(root, 'serverless-compose.yml'),
      'services: { last: { path: c, dependsOn: [first, middle] }, middle: { path: b, dependsOn: first }, first: { path: a } }',
    );
    expect(readServiceOrder(root)).toEqual(['first', 'middle', 'last']);
  });

  it('begins with the network', () => {
    expect(readServiceOrder(frozenRoot)).toEqual(['network', 'protected-api', 'public-caller']);
  });
});
