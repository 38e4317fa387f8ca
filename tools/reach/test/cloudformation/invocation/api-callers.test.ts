import { join } from 'node:path';
import { stringify } from 'yaml';
import { checkClaims } from '../../../src/policy/check-policy.ts';
import type { System } from '../../../src/template/system.ts';
import { changed, explain, loadStacks } from '../../change-system.ts';
import { TemporaryFiles } from '../../make-system.ts';

const INTERNET = 'anybody on the internet, no authorizer';
const TOKENS = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Tokens' } };
const USERS = { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: 'Users' } };

const target = (id: string) => ({ 'Fn::Join': ['/', ['integrations', { Ref: id }]] });

let files: TemporaryFiles;
let policy: string;
let system: System;

beforeAll(async () => {
  files = new TemporaryFiles();
  const doors = { of: 'network/Function', exactly: ['load-balancer network/TargetGroup'] };
  const claims = [{ id: 'one-door', says: 'x', doors }];
  const stacks = { network: 'network', gateway: 'gateway' };
  policy = files.write('policy.yml', stringify({ version: 1, stacks, claims }));
  const folder = join(__dirname, '../../topologies/vpc-links');
  system = await loadStacks(
    ['network', 'gateway'].map((name) => [name, join(folder, `${name}.yml`)] as const),
  );
});
afterAll(() => files.remove());

function withRoute(properties: object): System {
  return withMore('Route', 'AWS::ApiGatewayV2::Route', {
    ApiId: { Ref: 'Api' },
    RouteKey: '$default',
    Target: target('Integration'),
    ...properties,
  });
}

function withMethod(properties: object, api: object = {}): System {
  const Integration = { Type: 'HTTP', ConnectionType: 'VPC_LINK', ConnectionId: { Ref: 'Link' } };
  const method = { RestApiId: { Ref: 'Rest' }, HttpMethod: 'GET', Integration, ...properties };
  const more = withMore('Method', 'AWS::ApiGateway::Method', method);
  const resource = { type: 'AWS::ApiGateway::RestApi', properties: { ...api } };
  return changed(more, { add: 'gateway/Rest', resource });
}

function withMore(name: string, type: string, properties: Record<string, unknown>): System {
  return changed(system, { add: `gateway/${name}`, resource: { type, properties } });
}

describe('Who may call a function by a VPC link', () => {
  it.each<[string, () => System, string]>([
    ['a route without an authorizer', () => withRoute({}), `gateway/Route: ${INTERNET}`],
    [
      'a route that says NONE',
      () => withRoute({ AuthorizationType: 'NONE' }),
      `gateway/Route: ${INTERNET}`,
    ],
    [
      'a route with an authorizer',
      () => withRoute(TOKENS),
      'gateway/Route: whom gateway/Tokens (JWT) admits',
    ],
    [
      'a route with IAM',
      () => withRoute({ AuthorizationType: 'AWS_IAM' }),
      'gateway/Route: whom AWS_IAM admits',
    ],
    [
      'a route whose authorization is a parameter',
      () => withRoute({ AuthorizationType: { Ref: 'Absent' } }),
      'gateway/Route: not known, since gateway/Absent is',
    ],
    [
      'a route to an integration that is not known',
      () => withRoute({ Target: { Ref: 'Absent' } }),
      `gateway/Route: ${INTERNET}`,
    ],
    ['no route', () => system, 'no route of the given stacks leads to it'],
    [
      'a route to another integration',
      () => withRoute({ Target: target('Api') }),
      'no route of the given stacks leads to it',
    ],
    [
      'a method without an authorizer',
      () => withMethod({ AuthorizationType: 'NONE' }),
      `gateway/Method (${INTERNET})`,
    ],
    [
      'a method with an authorizer',
      () => withMethod(USERS),
      'gateway/Method (whom gateway/Users (COGNITO_USER_POOLS) admits)',
    ],
    [
      'a method of a regional API',
      () => withMethod({}, { EndpointConfiguration: { Types: ['REGIONAL'] } }),
      `gateway/Method (${INTERNET})`,
    ],
    [
      'a method of a private API',
      () => withMethod({}, { EndpointConfiguration: { Types: ['PRIVATE'] } }),
      'gateway/Method (whom its API admits, no authorizer)',
    ],
    [
      'a method of an API with a policy',
      () => withMethod({}, { Policy: {} }),
      'gateway/Method (whom its API admits, no authorizer)',
    ],
  ])('is said for %s, in the answer and at the door', (_, change, admits) => {
    const answer = explain(change(), 'internet -> network/Function tcp 80');
    expect(answer.verdict).toBe('unknown');
    expect(answer.hops.map(({ because }) => because).join()).toContain(admits);
    const messages = checkClaims(policy, change()).claims.flatMap(({ findings }) =>
      findings.map(({ message }) => message),
    );
    expect(messages.join()).toContain(admits);
  });
});
