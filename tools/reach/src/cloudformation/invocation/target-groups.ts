import type { Id, InvokedFunction, TargetGroup } from '../../model/network.ts';
import { entry, type Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import {
  describeValue,
  joinText,
  Reference,
  UnknownValue,
  type Value,
} from '../../template/value.ts';
import { readId, readList, readText } from '../read/read-value.ts';
import type { InvokedFunctions } from './invoked-functions.ts';

export function isTargetGroup(type: string): boolean {
  return type === 'AWS::ElasticLoadBalancingV2::TargetGroup';
}

/** "Use Lambda functions as targets": a target group with the function, or its alias, as its one target. */
export function buildTargetGroups(
  set: StackSet,
  functions: InvokedFunctions,
): Map<Id, TargetGroup> {
  return new Map(
    set.ofType(isTargetGroup).map((group) => {
      const targets: InvokedFunction[] = [];
      let perhapsMore: TargetGroup['perhapsMore'];
      for (const target of readList(group.get('Targets'))) {
        const id = entry(target, ['Id']);
        const found = functions.find(id);
        if (found) targets.push(found);
        else
          perhapsMore =
            functions.perhapsNames(id ?? target, `what ${group.id} holds`) ?? perhapsMore;
      }
      const isOfBalancers = readText(group.get('TargetType')) === 'alb';
      const balancers = readList(isOfBalancers ? group.get('Targets') : undefined).flatMap(
        (target) => readId(entry(target, ['Id'])) ?? [],
      );
      return [group.id, { id: group.id, targets, balancers, perhapsMore }];
    }),
  );
}

/**
 * Whether a load balancer could invoke a function through this group. "CreateTargetGroup": the type is `instance`
 * when left out, and cannot change; only one of type `lambda` takes functions.
 */
export function canHoldFunction(group: Resource, functions: InvokedFunctions): boolean {
  const type = readText(group.get('TargetType'));
  if (typeof type === 'string') return type === 'lambda';
  if (type !== undefined) return true; // not known
  return readList(group.get('Targets')).some((target) => functions.find(entry(target, ['Id'])));
}

/** The forms that a target group's ARN can take in a template, with what the deploy adds left open. */
export function targetGroupArns(group: Resource): Value[] {
  const account = group.stack.pseudo.get('AWS::AccountId');
  const partition = group.stack.pseudo.get('AWS::Partition');
  const prefix = [
    `arn:${describeValue(partition ?? 'aws')}:elasticloadbalancing:${group.stack.surroundings.region}:`,
    ...(account instanceof UnknownValue ? [account] : []),
  ];
  const name = group.get('Name');
  const ownName = [
    name instanceof UnknownValue || name instanceof Reference
      ? name
      : name === undefined
        ? new UnknownValue(`${group.id}.Name`, 'made up by the deploy')
        : describeValue(name),
  ];
  const suffix = new UnknownValue(`${group.id}.Suffix`, 'made up by the deploy');
  return [
    new Reference(group.id, 'Ref'),
    new Reference(group.id, 'TargetGroupArn'),
    joinText([...prefix, ':', new Reference(group.id, 'TargetGroupFullName')]),
    joinText([...prefix, ':targetgroup/', ...ownName, '/', suffix]),
  ];
}
