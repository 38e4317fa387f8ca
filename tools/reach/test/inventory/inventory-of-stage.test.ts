import { join } from 'node:path';
import { inventoryOfStage } from '../../src/inventory/inventory-of-stage.ts';

const file = join(import.meta.dirname, 'snapshots', 'public-web.json');
const inside = { stage: 'dev', existingVpc: { id: 'vpc-1' } };
const elsewhere = { stage: 'test', existingVpc: { id: 'vpc-2' } };
const own = { stage: 'prod' };

it('is the file for a stage in its VPC, and none for one that makes its own', () => {
  const of = inventoryOfStage([inside, own], file);
  expect([of(inside), of(own)]).toEqual([file, undefined]);
});

it.each([
  ['one of them stands in another VPC', [inside, elsewhere], /found vpc-1, expected vpc-2/],
  ['none of them stands in any', [own], /found vpc-1, expected no inventory, since prod/],
])('is refused when %s', (_, stages, line) => {
  expect(() => inventoryOfStage(stages, file)).toThrow(line);
});
