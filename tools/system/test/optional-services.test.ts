import { listOptionalServices } from '../src/optional-services.ts';

it('an optional service has a folder and no place in serverless-compose.yml', () => {
  expect(listOptionalServices()).toEqual(['ecs-caller']);
});
