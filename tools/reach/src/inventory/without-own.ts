import type { Snapshot } from '@private-lambda/inventory/snapshot';

type Tagged = Pick<NonNullable<Snapshot['Subnets']>[number], 'Tags'>;

/** The tag that CloudFormation puts on what it makes ("Resource tags"). */
const STACK_TAG = 'aws:cloudformation:stack-name';

/**
 * A snapshot without what the given stacks have made in an earlier deploy: their templates say it already, and nobody
 * is a stranger to himself. What carries no tags goes by the subnets and groups it stands in.
 */
export function withoutOwn(snapshot: Snapshot, stacks: ReadonlySet<string>): Snapshot {
  const isOwn = ({ Tags = [] }: Tagged) =>
    Tags.some(({ Key, Value }) => Key === STACK_TAG && Value !== undefined && stacks.has(Value));
  const own = new Set<string | undefined>([
    ...(snapshot.Subnets ?? []).filter(isOwn).map(({ SubnetId }) => SubnetId),
    ...(snapshot.SecurityGroups ?? []).filter(isOwn).map(({ GroupId }) => GroupId),
  ]);
  const standsInOwn = (...places: readonly (string | undefined)[]) =>
    places.some((place) => own.has(place));
  const balancers = (snapshot.LoadBalancers ?? []).filter(
    ({ SecurityGroups = [] }) => !standsInOwn(...SecurityGroups),
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
    VpcEndpoints: snapshot.VpcEndpoints?.filter((each) => !isOwn(each)),
    NetworkInterfaces: snapshot.NetworkInterfaces?.filter(
      ({ SubnetId, Groups = [] }) =>
        !standsInOwn(SubnetId, ...Groups.map(({ GroupId }) => GroupId)),
    ),
    Functions: snapshot.Functions?.filter(
      ({ VpcConfig: { SubnetIds = [], SecurityGroupIds = [] } = {} }) =>
        !standsInOwn(...SubnetIds, ...SecurityGroupIds),
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
