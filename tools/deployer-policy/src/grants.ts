import { factsOf } from './facts.ts';
import { type Grant, isReading } from './grant.ts';
import { arnsOf, iamResource } from './names.ts';
import type { NeededActions } from './needed-actions.ts';
import { ACCOUNT, PARTITION, REGION } from './pseudo-parameters.ts';
import { ruleOfService, toItsCallers } from './service-rules.ts';
import type { Condition, Subject } from './subject.ts';

/** What each needed action is granted on. */
export function grantsFor(needed: NeededActions, subject: Subject): readonly Grant[] {
  const creating = needed.actions.filter(isCreation);
  return needed.actions.flatMap((action) => grant(action, subject, creating));
}

function grant(action: string, subject: Subject, creating: readonly string[]): readonly Grant[] {
  const { takesResource, resources, keys } = factsOf(action);
  if (!takesResource) return [{ action, resources: ['*'], why: 'TakesNoResource' }];
  const rule = ruleOfService(action, subject);
  if (rule) return rule;
  const [service = ''] = action.split(':');
  return [...resources].flatMap(([type, narrowing]) => {
    const kind = `${service}:${type}`;
    const arns = arnsOf(kind, subject.stacks).map((arn) =>
      arn.replace('<domain>', () => subject.publicDomainName),
    );
    if (arns.length === 0) return [];
    const { by, type: made } = iamResource(kind);
    if (made === undefined && !isReading(action)) return [];
    const foreign = readsForeignFunction(action, subject);
    if (foreign) return [{ action, resources: [foreign], why: 'ReadsVpc' }];
    if (action === 'lambda:AddPermission') return toItsCallers(action, arns, subject);
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

/** What somebody else made, by its id: a VPC and its subnets as the place of what is made, an Elastic IP as a part of it. */
function existing(
  action: string,
  kind: string,
  arns: readonly string[],
  { existing: { vpc, subnets, elasticIps } }: Subject,
): readonly Grant[] {
  const ids =
    {
      'ec2:vpc': vpc === undefined ? [] : [vpc],
      'ec2:subnet': subnets,
      'ec2:elastic-ip': elasticIps,
    }[kind] ?? [];
  if (ids.length === 0 || !/:(Create(?!Tags)|Describe)/.test(action)) return [];
  // A shared VPC and its subnets stand in their owner's account; an id is one thing's in all of them.
  const owner = kind === 'ec2:elastic-ip' ? ACCOUNT : '*';
  const resources = ids.flatMap((id) =>
    arns.map((arn) => arn.replace(ACCOUNT, () => owner).replace(/\*$/, () => id)),
  );
  return [{ action, resources, why: 'StandsIn' }];
}

const isCreation = (action: string) =>
  /:(Create(?!Tags)|AllocateAddress|RegisterTask)/.test(action);

/** Who else stands in an existing VPC may hold a door to what is ours: npm run deploy reads it. */
function readsForeignFunction(action: string, { existing: { vpc } }: Subject): string | undefined {
  const reads = /^lambda:(GetPolicy|ListFunctionUrlConfigs)$/.test(action);
  return reads && vpc !== undefined
    ? `arn:${PARTITION}:lambda:${REGION}:${ACCOUNT}:function:*`
    : undefined;
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
