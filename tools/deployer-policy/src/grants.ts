import { factsOf } from './facts.ts';
import { LINKED_SERVICE } from './handler-exceptions.js';
import { arnsOf, iamResource } from './names.ts';
import type { NeededActions } from './needed-actions.ts';
import { ACCOUNT, PARTITION, REGION } from './pseudo-parameters.ts';
import { boundaryArn, managedPolicies, passedServices } from './roles.ts';
import type { Condition, Subject } from './subject.ts';

/** One action on some resources, under a condition. Statements are made of grants that agree in the last two. */
export interface Grant {
  readonly action: string;
  readonly resources: readonly string[];
  readonly condition?: Condition;
  /** First word of the statement's Sid. */
  readonly why: string;
}

/** What each needed action is granted on. */
export function grantsFor(needed: NeededActions, subject: Subject): readonly Grant[] {
  const creating = needed.actions.filter(isCreation);
  return needed.actions.flatMap((action) => grant(action, subject, creating));
}

function grant(action: string, subject: Subject, creating: readonly string[]): readonly Grant[] {
  const { takesResource, resources, keys } = factsOf(action);
  const [service = ''] = action.split(':');
  if (service === 'cloudformation') return onStacks(action, subject, takesResource);
  if (service === 'iam') return onRoles(action, subject);
  if (resources.has('hostedzone')) return onZones(action, subject);
  if (service === 'ecr') return onRepositories(action, subject);
  if (!takesResource) return [{ action, resources: ['*'], why: 'TakesNoResource' }];
  return [...resources].flatMap(([type, narrowing]) => {
    const kind = `${service}:${type}`;
    const arns = arnsOf(kind, subject.stacks).map((arn) =>
      arn.replace('<domain>', () => subject.publicDomain.name),
    );
    if (arns.length === 0) return [];
    const { by, type: made } = iamResource(kind);
    if (made === undefined && !isReading(action)) return [];
    const foreign = readsForeignFunction(action, subject);
    if (foreign) return [{ action, resources: [foreign], why: 'ReadsVpc' }];
    if (by !== 'tagged')
      return [{ action, resources: arns, why: by === 'named' ? 'Named' : 'Any' }];
    if (narrowing === 'new' || isCreationOf(action, type)) {
      return [{ action, resources: arns, why: action.replace(/^.*:/, '') }];
    }
    if (narrowing === 'named') return [{ action, resources: arns, why: 'Any' }];
    const createAction = keys.find((key) => key.endsWith(':CreateAction'));
    return [
      { action, resources: arns, condition: ours(subject), why: 'Tagged' },
      ...(createAction ? [tagsWhatIsNew(action, arns, createAction, creating)] : []),
      ...existing(action, kind, arns, subject),
    ];
  });
}

/** Tags are set as something is made, never on what is there: a tag makes a thing ours. */
function tagsWhatIsNew(
  action: string,
  resources: readonly string[],
  key: string,
  creating: readonly string[],
): Grant {
  const [service = ''] = action.split(':');
  const names = creating
    .filter((one) => one.startsWith(`${service}:`))
    .map((one) => one.slice(service.length + 1));
  return { action, resources, condition: { StringEquals: { [key]: names } }, why: 'TagsNew' };
}

/** Of a VPC that somebody else made, the VPC and the subnets by their ids: as the place of what is made. */
function existing(
  action: string,
  kind: string,
  arns: readonly string[],
  { existing: { vpc, subnets } }: Subject,
): readonly Grant[] {
  const ids =
    kind === 'ec2:vpc' && vpc !== undefined ? [vpc] : kind === 'ec2:subnet' ? subnets : [];
  if (ids.length === 0 || !/:(Create(?!Tags)|Describe)/.test(action)) return [];
  // A shared VPC and its subnets stand in their owner's account; an id is one thing's in all of them.
  const resources = ids.flatMap((id) =>
    arns.map((arn) => arn.replace(ACCOUNT, '*').replace(/\*$/, () => id)),
  );
  return [{ action, resources, why: 'StandsIn' }];
}

const isReading = (action: string) => /:(Describe|Get|List)/.test(action);

const isCreation = (action: string) =>
  /:(Create(?!Tags)|AllocateAddress|RegisterTask)/.test(action);

/** Who else stands in an existing VPC may hold a door to what is ours: npm run deploy reads it. */
function readsForeignFunction(action: string, { existing: { vpc } }: Subject): string | undefined {
  const reads = /^lambda:(GetPolicy|ListFunctionUrlConfigs)$/.test(action);
  return reads && vpc !== undefined
    ? `arn:${PARTITION}:lambda:${REGION}:${ACCOUNT}:function:*`
    : undefined;
}

/** Records are written in the zone that the stage names; private DNS names of an endpoint are in a zone of AWS. */
function onZones(action: string, { publicDomain }: Subject): readonly Grant[] {
  const arn = `arn:${PARTITION}:route53:::`;
  const isPrivate = action === 'route53:AssociateVPCWithHostedZone';
  const zone = isPrivate ? '*' : publicDomain.hostedZoneId;
  return [{ action, resources: [`${arn}hostedzone/${zone}`], why: isPrivate ? 'Any' : 'Zone' }];
}

/** osls looks for a repository of images under this name when it removes a service. */
function onRepositories(action: string, { stacks }: Subject): readonly Grant[] {
  const arn = `arn:${PARTITION}:ecr:${REGION}:${ACCOUNT}:repository/serverless-`;
  return [{ action, resources: stacks.map(({ name }) => arn + name), why: 'Named' }];
}

/** ELB's own tags of the request and of what is there look alike in the reference. */
const isCreationOf = (action: string, type: string) =>
  (action.endsWith(':CreateLoadBalancer') && type.startsWith('loadbalancer')) ||
  (action.endsWith(':CreateTargetGroup') && type === 'targetgroup');

function ours({ project, stage }: Subject): Condition {
  return {
    StringEquals: { 'aws:ResourceTag/project': [project], 'aws:ResourceTag/stage': [stage] },
  };
}

function onStacks(
  action: string,
  { stacks, readStacks }: Subject,
  takesResource: boolean,
): readonly Grant[] {
  if (!takesResource) return [{ action, resources: ['*'], why: 'TakesNoResource' }];
  const arns = (names: readonly string[]) =>
    names.map((name) => `arn:${PARTITION}:cloudformation:${REGION}:${ACCOUNT}:stack/${name}/*`);
  const own = { action, resources: arns(stacks.map(({ name }) => name)), why: 'Stacks' };
  return readStacks.length > 0 && isReading(action)
    ? [own, { action, resources: arns(readStacks), why: 'ReadsNetwork' }]
    : [own];
}

/** Nothing is done to a role without the boundary, and none is given to a service that ours are not for. */
function onRoles(action: string, subject: Subject): readonly Grant[] {
  const { takesResource, keys } = factsOf(action);
  if (!takesResource) return [{ action, resources: ['*'], why: 'TakesNoResource' }];
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
    const condition = { StringEquals: { 'iam:PassedToService': passedServices(subject.stacks) } };
    return [{ action, resources, condition, why: 'Pass' }];
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
function linkedRoles({ stacks }: Subject) {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));
  const made = Object.entries(LINKED_SERVICE).filter(([type]) => types.has(type));
  const services = [...new Set(made.flatMap(([, service]) => service || []))];
  const arn = `arn:${PARTITION}:iam::${ACCOUNT}:role/aws-service-role/`;
  return { services, arns: services.map((service) => `${arn}${service}/*`) };
}
