import type { Snapshot } from '@private-lambda/inventory/snapshot';

type NetworkInterface = NonNullable<Snapshot['NetworkInterfaces']>[number];

/** "Task networking for tasks on Fargate": each has an interface of its own, described by the ARN of its attachment. */
export const isOfTask = ({ Description = '' }: NetworkInterface) =>
  /^arn:[\w-]+:ecs:.*:attachment\//.test(Description);

/**
 * Ids of the interfaces at which the tasks of a service are. Those of the emulator say it (`containers.py`); on AWS
 * DescribeTasks would.
 */
export function tasksOf({ NetworkInterfaces = [] }: Snapshot, service: string): string[] {
  const start = `${service.replace(':service/', ':attachment/')}/`;
  return NetworkInterfaces.filter(({ Description = '' }) => Description.startsWith(start)).map(
    ({ NetworkInterfaceId }) => NetworkInterfaceId,
  );
}
