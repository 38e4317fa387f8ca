import type { Snapshot } from '@private-lambda/inventory/snapshot';
import { isRecord } from '../template/is-record.ts';
import { type Declaration, declare, ref } from './declaration.ts';

/** Load balancers with what stands behind them, and who may invoke the functions, as a template would declare it. */
export function declareLoadBalancing(snapshot: Snapshot): readonly Declaration[] {
  const { LoadBalancers = [], Listeners = [], Rules = [], TargetGroups = [] } = snapshot;
  return [
    ...LoadBalancers.map((balancer) =>
      declare(idOf(balancer.LoadBalancerArn), 'AWS::ElasticLoadBalancingV2::LoadBalancer', {
        Type: balancer.Type,
        Scheme: balancer.Scheme,
        SecurityGroups: balancer.SecurityGroups,
        Subnets: balancer.AvailabilityZones?.map(({ SubnetId }) => SubnetId) ?? [],
      }),
    ),
    ...Listeners.map((listener) =>
      declare(idOf(listener.ListenerArn), 'AWS::ElasticLoadBalancingV2::Listener', {
        LoadBalancerArn: refOf(listener.LoadBalancerArn),
        Port: listener.Port,
        Protocol: listener.Protocol,
        DefaultActions: listener.DefaultActions?.map(withTargets),
      }),
    ),
    // The default rule repeats the listener's default actions.
    ...Rules.filter(({ Priority }) => Priority !== 'default').map((rule) =>
      declare(idOf(rule.RuleArn), 'AWS::ElasticLoadBalancingV2::ListenerRule', {
        ListenerArn: refOf(listenerOf(rule.RuleArn)),
        Priority: Number(rule.Priority),
        Conditions: rule['Conditions'],
        Actions: rule.Actions?.map(withTargets),
      }),
    ),
    ...TargetGroups.map((group) =>
      declare(idOf(group.TargetGroupArn), 'AWS::ElasticLoadBalancingV2::TargetGroup', {
        TargetType: group.TargetType,
        Protocol: group.Protocol,
        Port: group.Port,
        VpcId: group.VpcId,
        Targets: (snapshot.TargetHealthDescriptions?.[group.TargetGroupArn] ?? []).map(
          ({ Target }) => targetOf(snapshot, Target?.Id, Target?.Port),
        ),
      }),
    ),
    ...declareDoors(snapshot),
  ];
}

/** `arn:aws:elasticloadbalancing:…:loadbalancer/app/orders/50dc6c495c0c9188` → `orders/50dc6c495c0c9188` and its like. */
export function idOf(arn: string): string {
  return arn.replace(/^arn:[^/]*\//, '').replace(/^(app|net|gwy)\//, '');
}

const refOf = (arn: string | undefined) => ref(arn === undefined ? undefined : idOf(arn));

/** "ListenerRule": the ARN of a rule is that of its listener with one part more. */
const listenerOf = (ruleArn: string) =>
  ruleArn.replace(':listener-rule/', ':listener/').replace(/\/[^/]*$/, '');

/** Actions name target groups by ARN; those of the snapshot are in it. */
function withTargets(action: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = { ...action };
  const { TargetGroupArn, ForwardConfig } = action;
  if (typeof TargetGroupArn === 'string') named['TargetGroupArn'] = refOf(TargetGroupArn);
  const groups = isRecord(ForwardConfig) ? ForwardConfig['TargetGroups'] : undefined;
  if (isRecord(ForwardConfig) && Array.isArray(groups)) {
    named['ForwardConfig'] = {
      ...ForwardConfig,
      TargetGroups: groups.map((group) => (isRecord(group) ? withTargets(group) : group)),
    };
  }
  return named;
}

function targetOf({ Functions = [] }: Snapshot, id: string | undefined, Port: number | undefined) {
  const target = Functions.find(
    ({ FunctionArn }) => FunctionArn !== undefined && FunctionArn === id,
  );
  return target ? { Id: { 'Fn::GetAtt': [target.FunctionName, 'Arn'] } } : { Id: id, Port };
}

/** Each statement of a function's policy is a permission, and each URL a door. */
function declareDoors({
  Functions = [],
  FunctionPolicies = {},
  FunctionUrlConfigs = {},
  TargetGroups = [],
}: Snapshot): Declaration[] {
  const groupArns = new Set(TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn));
  return Functions.flatMap(({ FunctionName }) => {
    const FunctionRef = { 'Fn::GetAtt': [FunctionName, 'Arn'] };
    const urls = (FunctionUrlConfigs[FunctionName] ?? []).map(({ AuthType }, index) =>
      declare(`${FunctionName}#url-${index + 1}`, 'AWS::Lambda::Url', {
        TargetFunctionArn: FunctionRef,
        AuthType,
      }),
    );
    const permissions = statementsOf(FunctionPolicies[FunctionName]).map((statement, index) => {
      const source = sourceArn(statement);
      return declare(`${FunctionName}#permission-${index + 1}`, 'AWS::Lambda::Permission', {
        FunctionName: FunctionRef,
        Action: statement['Action'],
        Principal: principalOf(statement['Principal']),
        SourceArn: source !== undefined && groupArns.has(source) ? refOf(source) : source,
      });
    });
    return [...urls, ...permissions];
  });
}

function statementsOf(policy: string | undefined): Record<string, unknown>[] {
  const parsed: unknown = policy === undefined ? undefined : JSON.parse(policy);
  const statements = isRecord(parsed) ? [parsed['Statement']].flat() : [];
  return statements.filter(isRecord);
}

function principalOf(principal: unknown): unknown {
  return isRecord(principal) ? (principal['Service'] ?? principal['AWS']) : principal;
}

function sourceArn({ Condition }: Record<string, unknown>): string | undefined {
  if (!isRecord(Condition)) return undefined;
  const values = Object.values(Condition).flatMap((each) =>
    isRecord(each) ? Object.entries(each) : [],
  );
  const [, found] = values.find(([key]) => key.toLowerCase() === 'aws:sourcearn') ?? [];
  return typeof found === 'string' ? found : undefined;
}
