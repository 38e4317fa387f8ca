import { frozenRoot } from '../../../test/fixture/frozen-system.ts';
import { listOptionalServices } from '../src/optional-services.ts';

it('an optional service has a folder and no place in serverless-compose.yml', () => {
  expect(listOptionalServices(frozenRoot)).toEqual(['ecs-caller']);
});
