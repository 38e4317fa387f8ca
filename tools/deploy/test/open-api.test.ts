import { parseResources } from '@private-lambda/system/read-packaged';
import { openApiWarning } from '../src/open-api.ts';

const stackOf = (Type: string) => ({
  resources: parseResources(JSON.stringify({ Resources: { Any: { Type } } })),
});
const api = stackOf('AWS::ApiGatewayV2::Api');
const open = { authorizer: 'none', deletionProtection: true } as const;

describe('an HTTP API without an authorizer', () => {
  it('is said on a stage that is kept safe otherwise', () => {
    expect(openApiWarning('prod', open, [stackOf('AWS::EC2::VPC'), api])).toBe(
      'warning: authorizer is none: whoever knows the address of the HTTP API can call it; expected jwt or iam in config/stages/prod.yml (docs/who-may-call.md)',
    );
  });

  it.each([
    ['on a stage that is not', { ...open, deletionProtection: false }, [api]],
    ['where callers bring a token', { ...open, authorizer: 'jwt' as const }, [api]],
    ['where callers sign', { ...open, authorizer: 'iam' as const }, [api]],
    ['when it is not deployed', open, [stackOf('AWS::EC2::VPC')]],
  ])('is not said %s', (_, settings, stacks) => {
    expect(openApiWarning('prod', settings, stacks)).toBeUndefined();
  });
});
