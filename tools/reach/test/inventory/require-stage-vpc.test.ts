import { join } from 'node:path';
import { requireStageVpc } from '../../src/inventory/require-stage-vpc.ts';

const file = join(import.meta.dirname, 'snapshots', 'public-web.json');

it('takes a snapshot of the VPC that the stage stands in', () => {
  expect(() => requireStageVpc('dev', { existingVpc: { id: 'vpc-1' } }, file)).not.toThrow();
});

it.each([
  ['that stands in another one', { existingVpc: { id: 'vpc-2' } }, /found vpc-1, expected vpc-2/],
  ['that makes its own', {}, /found vpc-1, expected no inventory/],
])('refuses it for a stage %s', (_, settings, line) => {
  expect(() => requireStageVpc('dev', settings, file)).toThrow(line);
});
