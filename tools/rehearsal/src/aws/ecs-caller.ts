import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from '@private-lambda/aws/clients';
import { physicalId } from '../system/deployed-system.ts';
import type { Stack } from './stack.ts';

/** What ELB, ECS and CloudWatch Logs say of the ECS caller. */
export type EcsCaller = Awaited<ReturnType<typeof readEcsCaller>>;

export async function readEcsCaller({ elb, ecs, logs }: Aws, stack: Stack) {
  const LoadBalancerArn = physicalId(stack, 'CallerLoadBalancer');
  const TargetGroupArn = physicalId(stack, 'CallerTargetGroup');
  const logGroupName = physicalId(stack, 'CallerLogGroup');
  const [balancers, listeners, groups, attributes, services, task, logGroups] = await Promise.all([
    elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] })),
    elb.send(new DescribeListenersCommand({ LoadBalancerArn })),
    elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] })),
    elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
    ecs.send(
      new DescribeServicesCommand({
        cluster: physicalId(stack, 'CallerCluster'),
        services: [physicalId(stack, 'CallerService')],
      }),
    ),
    ecs.send(
      new DescribeTaskDefinitionCommand({
        taskDefinition: physicalId(stack, 'CallerTaskDefinition'),
      }),
    ),
    logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName })),
  ]);
  return {
    loadBalancer: balancers.LoadBalancers?.[0],
    listeners: listeners.Listeners ?? [],
    targetGroup: groups.TargetGroups?.[0],
    targetGroupAttributes: new Map(
      (attributes.Attributes ?? []).map(({ Key, Value }) => [Key, Value]),
    ),
    service: services.services?.[0],
    taskDefinition: task.taskDefinition,
    logGroup: logGroups.logGroups?.find((group) => group.logGroupName === logGroupName),
  };
}
