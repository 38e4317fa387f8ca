import { fixedNames } from '@private-lambda/system/fixed-names';
import { readPackaged } from '@private-lambda/system/read-packaged';
import { listPackaged } from '../../../../test/support/packaged-template.ts';
import { fixedNames as preflightNames } from '../../src/preflight/fixed-names.ts';

const packaged = listPackaged().filter(({ service }) => service !== 'ecs-caller');

it.each(packaged)('the fixed names of $stackName are those that the preflight looks for', (one) => {
  const stated = fixedNames(readPackaged(one), 'us-east-1').map(({ name }) => name);
  const expected = preflightNames(one.service, one.stage, 'us-east-1').map(({ name }) => name);
  expect(stated.sort()).toEqual(expected.sort());
});
