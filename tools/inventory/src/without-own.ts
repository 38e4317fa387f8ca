import type { Snapshot } from './snapshot.ts';
import { STACK_TAG, shownStackName } from './stack-tag.ts';

type Tagged = Pick<NonNullable<Snapshot['Subnets']>[number], 'Tags'>;

/**
 * A snapshot without what the given stacks have made in an earlier deploy: their templates say it already, and nobody
 * is a stranger to himself. What carries no tags is own when it wears own groups and no other, or stands on own route
 * tables. An instance is never own: no stack here makes one.
 */
export function withoutOwn(snapshot: Snapshot, stacks: ReadonlySet<string>): Snapshot {
  const names = new Set([...stacks, ...[...stacks].map(shownStackName)]);
  const isOwn = ({ Tags = [] }: Tagged) =>
    Tags.some(({ Key, Value }) => Key === STACK_TAG && Value !== undefined && names.has(Value));
  const groups = new Set((snapshot.SecurityGroups ?? []).filter(isOwn).map((each) => each.GroupId));
  const tables = new Set(
    (snapshot.RouteTables ?? []).filter(isOwn).map(({ RouteTableId }) => RouteTableId),
  );
  const wearsOwn = (worn: readonly (string | undefined)[]) =>
    worn.length > 0 && worn.every((id) => id !== undefined && groups.has(id));
  const balancers = (snapshot.LoadBalancers ?? []).filter(
    ({ SecurityGroups = [] }) => !wearsOwn(SecurityGroups),
  );
  const arns = new Set(balancers.map(({ LoadBalancerArn }) => LoadBalancerArn));
  const listeners = snapshot.Listeners?.filter(
    ({ LoadBalancerArn }) => LoadBalancerArn !== undefined && arns.has(LoadBalancerArn),
  );
  const paths = listeners?.map(({ ListenerArn }) => ListenerArn.split(':listener/')[1] ?? '');
  const lists: Partial<Snapshot> = {
    Vpcs: snapshot.Vpcs?.filter((each) => !isOwn(each)),
    Subnets: snapshot.Subnets?.filter((each) => !isOwn(each)),
    RouteTables: snapshot.RouteTables?.filter((each) => !isOwn(each)),
    InternetGateways: snapshot.InternetGateways?.filter((each) => !isOwn(each)),
    NatGateways: snapshot.NatGateways?.filter((each) => !isOwn(each)),
    SecurityGroups: snapshot.SecurityGroups?.filter((each) => !isOwn(each)),
    Addresses: snapshot.Addresses?.filter((each) => !isOwn(each)),
    VpcEndpoints: snapshot.VpcEndpoints?.filter(
      ({ RouteTableIds = [], Groups = [], Tags = [] }) =>
        !isOwn({ Tags }) &&
        !wearsOwn(Groups.map(({ GroupId }) => GroupId)) &&
        !RouteTableIds.some((id) => tables.has(id)),
    ),
    NetworkInterfaces: snapshot.NetworkInterfaces?.filter(
      ({ Attachment, Groups = [] }) =>
        Attachment?.InstanceId !== undefined || !wearsOwn(Groups.map(({ GroupId }) => GroupId)),
    ),
    Functions: snapshot.Functions?.filter(
      ({ VpcConfig: { SecurityGroupIds = [] } = {} }) => !wearsOwn(SecurityGroupIds),
    ),
    LoadBalancers: snapshot.LoadBalancers && balancers,
    Listeners: listeners,
    Rules: snapshot.Rules?.filter(({ RuleArn }) => paths?.some((path) => RuleArn.includes(path))),
    TargetGroups: snapshot.TargetGroups?.filter(
      ({ LoadBalancerArns = [] }) =>
        LoadBalancerArns.length === 0 || LoadBalancerArns.some((arn) => arns.has(arn)),
    ),
  };
  return { ...snapshot, ...lists };
}
