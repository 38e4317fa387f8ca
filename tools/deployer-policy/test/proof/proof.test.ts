import type { PackagedResource } from '@private-lambda/system/read-packaged';
import { makePolicy } from '../../src/make-policy.ts';
import type { Subject } from '../../src/subject.ts';
import { frozenSubject } from '../frozen-subject.ts';
import { ANOTHER, OURS, type Owner, requestsFor } from './requests.ts';
import { allowedOf, documentsOf, REGION, type Request, refusedOf } from './simulator.ts';

// Some thousand simulations, on whatever machine.
jest.setTimeout(600_000);

const policy = makePolicy(frozenSubject());
const documents = documentsOf(policy);
const statements = documents.flatMap(({ Statement }) => Statement);

const { actions } = policy.needed;
const needed = actions.flatMap((action) => requestsFor(action, OURS));

/** AWS knows no names and no tags for these, so they are about everything of their kind (docs/deploy-rights.md). */
const NOT_NARROWED = new Set([
  'ec2:GetManagedPrefixListEntries',
  'elasticloadbalancing:SetRulePriorities',
  'route53:AssociateVPCWithHostedZone',
  'route53:GetChange',
  'wafv2:AssociateWebACL',
  'wafv2:DisassociateWebACL',
  'wafv2:GetWebACLForResource',
]);

const narrowed = actions.filter(
  (action) => !NOT_NARROWED.has(action) && action !== 'iam:CreateServiceLinkedRole',
);

describe('the deploy role of a stage', () => {
  it('is allowed every recorded call, and what CloudFormation needs for every type', async () => {
    expect(needed.length).toBeGreaterThan(actions.length);
    expect(await refusedOf(documents, needed)).toEqual([]);
  });

  it.each<[string, Owner]>([
    ['another project', ANOTHER],
    ['another stage', { ...OURS, stage: 'dev' }],
    ['a stage whose name begins with this one’s', { ...OURS, stage: 'prod-2' }],
    [
      'a project whose prefix begins with ours',
      { prefix: 'private-lambda-x', project: 'private-lambda-x', stage: 'prod' },
    ],
  ])('is denied the same on what %s has', async (_, owner) => {
    const foreign = narrowed
      .flatMap((action) => requestsFor(action, owner))
      .filter(({ resource, context }) => resource !== '*' && !makesAnew(resource, context))
      // AWS cuts the stage off a bucket's name (docs/deploy-rights.md).
      .filter(({ action }) => owner.prefix !== OURS.prefix || !action.startsWith('s3:'));
    expect(foreign.length).toBeGreaterThan(100);
    expect(await allowedOf(documents, foreign)).toEqual([]);
  });

  it('is denied the same in another Region', async () => {
    const elsewhere = (text: string) => text.replaceAll(REGION, 'eu-west-1');
    const foreign = narrowed
      .flatMap((action) => requestsFor(action, OURS))
      .filter(({ resource }) => resource.includes(REGION))
      .map((request) => ({ ...request, resource: elsewhere(request.resource) }));
    expect(foreign.length).toBeGreaterThan(100);
    expect(await allowedOf(documents, foreign)).toEqual([]);
  });

  it.each(statements.map(({ Sid }) => Sid))('needs %s', async (sid) => {
    const without = documents.map((document) => ({
      ...document,
      Statement: document.Statement.filter((statement) => statement.Sid !== sid),
    }));
    const own = statements.find((statement) => statement.Sid === sid);
    if (own?.Action.every((action) => action.startsWith('apigateway:'))) return;
    const requests = needed.filter(({ action }) => own?.Action.includes(action));
    expect(await refusedOf(without, requests)).not.toEqual([]);
  });
});

/** Of the things that a call makes there is nothing yet that could be another's. */
function makesAnew(resource: string, context: Request['context'] = {}): boolean {
  return (
    Object.keys(context).some((key) => key.endsWith(':CreateAction')) ||
    (/:(ec2|elasticloadbalancing):/.test(resource) && !('aws:ResourceTag/project' in context))
  );
}

describe('where only signed calls reach the HTTP API', () => {
  // The simulator takes no pattern for the first part of a resource, IAM does: here is an API by its id.
  const signed: readonly object[] = documentsOf(makePolicy(withSignedRoutes(frozenSubject()))).map(
    (document) =>
      JSON.parse(JSON.stringify(document).replaceAll(':*/$default', ':a1b2c3d4e5/$$default')),
  );
  const call = (route: string): Request => ({
    action: 'execute-api:Invoke',
    resource: `arn:aws:execute-api:${REGION}:111122223333:a1b2c3d4e5/${route}`,
  });

  it('the deploy role may call each route, as npm run smoke does', async () => {
    const routes = [
      '$default/GET/health',
      '$default/GET/products/DESK-100',
      '$default/POST/quotes',
    ];
    expect(await refusedOf(signed, routes.map(call))).toEqual([]);
    expect(await allowedOf(documents, routes.map(call))).toEqual([]);
  });

  it('it may call nothing else', async () => {
    const others = [
      '$default/GET/salaries',
      '$default/DELETE/products/DESK-100',
      'live/GET/health',
    ];
    expect(await allowedOf(signed, others.map(call))).toEqual([]);
  });
});

function withSignedRoutes(subject: Subject): Subject {
  const signed = (resource: PackagedResource): PackagedResource =>
    resource.type === 'AWS::ApiGatewayV2::Route'
      ? { ...resource, properties: { ...resource.properties, AuthorizationType: 'AWS_IAM' } }
      : resource;
  return {
    ...subject,
    stacks: subject.stacks.map((stack) => ({ ...stack, resources: stack.resources.map(signed) })),
  };
}
