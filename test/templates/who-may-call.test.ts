import { loadStage } from '../../config/stage.js';
import { type Claim, describeClaim } from '../support/claim.ts';
import { propertiesOf, type System, templateOf } from '../support/system.ts';
import { callersProblems } from '../support/who-may-call.ts';

const service = 'public-caller';

const isWhoTheStageSays: Claim = (system) =>
  callersProblems(templateOf(system, service), loadStage(system.stage));

const change = (id: string, values: Record<string, unknown>) => (system: System) =>
  Object.assign(propertiesOf(system, service, id), values);
const add = (id: string, Type: string) => (system: System) => {
  templateOf(system, service).Resources[id] = { Type };
};

// The frozen stages are open, and have no name of their own; test/stages makes these mistakes in others.
describeClaim('who may call the HTTP API is who the stage says', isWhoTheStageSays, [
  {
    mistake: 'a route asks for something else than the others',
    make: change('HttpApiRoutePostQuotes', { AuthorizationType: 'AWS_IAM' }),
    named: 'HttpApiRoutePostQuotes is {"type":"AWS_IAM"}, not {"type":"NONE"}',
  },
  {
    mistake: 'a route does not say that it is open',
    make: change('HttpApiRouteGetHealth', { AuthorizationType: undefined }),
    named: 'HttpApiRouteGetHealth is {}',
  },
  {
    mistake: 'there is an authorizer that no route has',
    make: add('Stray', 'AWS::ApiGatewayV2::Authorizer'),
    named: 'number of authorizers is 1, not 0',
  },
  {
    mistake: 'scripts of any page may call it',
    make: change('HttpApi', { CorsConfiguration: { AllowOrigins: ['*'] } }),
    named: 'CorsConfiguration is {"AllowOrigins":["*"]}',
  },
  {
    mistake: 'its address is switched off, and it has no other',
    make: change('HttpApi', { DisableExecuteApiEndpoint: true }),
    named: 'DisableExecuteApiEndpoint is true, not false',
  },
  {
    mistake: 'it has a name that the stage does not say',
    make: add('PublicDomain', 'AWS::ApiGatewayV2::DomainName'),
    named: 'PublicDomain is',
  },
]);
