import { factsOf } from './facts.ts';
import { type Grant, isReading } from './grant.ts';
import { LINKED_SERVICE, REGIONAL_NAT_SERVICE, SIGNED_CALL } from './handler-exceptions.js';
import { arnsOf } from './names.ts';
import { ACCOUNT, PARTITION, REGION } from './pseudo-parameters.ts';
import { boundaryArn, managedPolicies, trustedServices } from './roles.ts';
import { signedRoutes } from './signed-routes.ts';
import type { Stack, Subject } from './subject.ts';

/** What an action is granted on where that is no matter of a resource's name or tags; undefined for all others. */
export function ruleOfService(action: string, subject: Subject): readonly Grant[] | undefined {
  if (action === SIGNED_CALL) return onSignedRoutes(action, subject);
  if (factsOf(action).resources.has('hostedzone')) return onZones(action, subject);
  if (action.startsWith('cloudformation:')) return onStacks(action, subject);
  if (action.startsWith('iam:')) return onRoles(action, subject);
  if (action.startsWith('ecr:')) return onRepositories(action, subject);
  if (action.startsWith('acm:')) return onCertificates(action, subject);
  return undefined;
}

/** Our stacks, and what of the network of another stage is read. */
function onStacks(action: string, { stacks, readStacks }: Subject): readonly Grant[] {
  const arns = (names: readonly string[]) =>
    names.map((name) => `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/*`);
  const own = { action, resources: arns(stacks.map(({ name }) => name)), why: 'Stacks' };
  return readStacks.length > 0 && isReading(action)
    ? [own, { action, resources: arns(readStacks), why: 'ReadsNetwork' }]
    : [own];
}

/** Nothing is done to a role, but for its tags, without the boundary, and none is given to a service that ours are not for. */
function onRoles(action: string, subject: Subject): readonly Grant[] {
  const { keys } = factsOf(action);
  const resources = arnsOf('iam:role', subject.stacks);
  if (action === 'iam:GetRole') {
    return [{ action, resources: [...resources, ...linkedRoles(subject).arns], why: 'Reads' }];
  }
  if (action === 'iam:GetPolicy') {
    return [{ action, resources: [boundaryArn(subject)], why: 'Boundary' }];
  }
  if (action === 'iam:CreateServiceLinkedRole') {
    const { services, arns } = linkedRoles(subject);
    const condition = { StringEquals: { 'iam:AWSServiceName': services } };
    return [{ action, resources: arns, condition, why: 'Linked' }];
  }
  if (action === 'iam:PassRole') {
    return trustedServices(subject.stacks).map(([service, some]) => ({
      action,
      resources: arnsOf('iam:role', some),
      condition: { StringEquals: { 'iam:PassedToService': [service] } },
      why: 'Pass',
    }));
  }
  if (!keys.includes('iam:PermissionsBoundary') || isReading(action)) {
    return [{ action, resources, why: 'Named' }];
  }
  const bounded = { StringEquals: { 'iam:PermissionsBoundary': [boundaryArn(subject)] } };
  if (!keys.includes('iam:PolicyARN'))
    return [{ action, resources, condition: bounded, why: 'Bounded' }];
  const attached = managedPolicies(subject.stacks);
  if (attached.length === 0) return [];
  const condition = { ...bounded, ArnEquals: { 'iam:PolicyARN': attached } };
  return [{ action, resources, condition, why: 'Attach' }];
}

/** Roles of AWS's services that the account may not have yet. */
function linkedRoles({ stacks, makesRegionalNat }: Subject) {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const made = Object.entries(LINKED_SERVICE).filter(([type]) => types.has(type));
  const ofTypes = made.flatMap(([, service]) => service || []);
  const services = [...new Set([...ofTypes, ...(makesRegionalNat ? [REGIONAL_NAT_SERVICE] : [])])];
  const arn = `arn:${PARTITION}:iam::${ACCOUNT}:role/aws-service-role/`;
  return { services, arns: services.map((service) => `${arn}${service}/*`) };
}

/** Records are written in the zones that the stage names; private DNS names of an endpoint are in a zone of AWS. */
function onZones(action: string, { records, stacks }: Subject): readonly Grant[] {
  const arn = `arn:${PARTITION}:route53:::hostedzone/`;
  if (action === 'route53:AssociateVPCWithHostedZone') {
    return [{ action, resources: [`${arn}*`], why: 'Any' }];
  }
  if (action !== 'route53:ChangeResourceRecordSets') {
    const resources = [...new Set(records.map(({ hostedZoneId }) => arn + hostedZoneId))];
    return [{ action, resources, why: 'Zone' }];
  }
  const types = propertiesOf('AWS::Route53::RecordSet', 'Type', stacks);
  // Every record of a change must be one of these (Route 53 developer guide, "Using IAM policy conditions for
  // fine-grained access control to manage resource record sets").
  return records.map(({ name, hostedZoneId }) => ({
    action,
    resources: [arn + hostedZoneId],
    condition: {
      'ForAllValues:StringEquals': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': [name.toLowerCase()],
        'route53:ChangeResourceRecordSetsRecordTypes': types,
      },
    },
    why: 'Records',
  }));
}

/** osls looks for a repository of images under this name when it removes a service. */
function onRepositories(action: string, { stacks }: Subject): readonly Grant[] {
  const arn = `arn:${PARTITION}:ecr:${REGION}:${ACCOUNT}:repository/serverless-`;
  return [{ action, resources: stacks.map(({ name }) => arn + name), why: 'Named' }];
}

/** npm run deploy asks whether they will do. They are somebody else's, and named. */
function onCertificates(action: string, { certificates }: Subject): readonly Grant[] {
  return certificates.length === 0
    ? []
    : [{ action, resources: certificates, why: 'Certificates' }];
}

/** The id of the API is not known before it is made: IAM tells an API from another by its routes alone. */
function onSignedRoutes(action: string, { stacks }: Subject): readonly Grant[] {
  const arn = `arn:${PARTITION}:execute-api:${REGION}:${ACCOUNT}:*/`;
  return [{ action, resources: signedRoutes(stacks).map((route) => arn + route), why: 'Signed' }];
}

/** Our functions are opened to the services that the templates open them to: to nobody's account, and not to all. */
export function toItsCallers(
  action: string,
  resources: readonly string[],
  { stacks }: Subject,
): readonly Grant[] {
  const services = propertiesOf('AWS::Lambda::Permission', 'Principal', stacks);
  const condition = { StringEquals: { 'lambda:Principal': services } };
  return [{ action, resources, condition, why: 'Opens' }];
}

/** Texts of a property of all resources of a type, each once. */
function propertiesOf(type: string, property: string, stacks: readonly Stack[]): readonly string[] {
  const texts = stacks.flatMap(({ resources }) =>
    resources.flatMap(({ type: own, properties }) => {
      const text = properties[property];
      return own === type && typeof text === 'string' ? [text] : [];
    }),
  );
  return [...new Set(texts)].sort();
}
