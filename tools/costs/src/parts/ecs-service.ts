import type { Resource } from 'cfn-reach/src/template/resource.ts';
import { Reference } from 'cfn-reach/src/template/value.ts';
import { charge, type Finding, notPriced } from './charge.ts';

/** Finds another resource of the system by its id, `<stack>/<LogicalId>`. */
export type FindResource = (id: string) => Resource | undefined;

/** Tasks that run all the time on Fargate, at the size of their task definition. */
export function priceEcsService(resource: Resource, find: FindResource): readonly Finding[] {
  const unknown = (why: string) => [notPriced(`tasks of ${resource.id}`, why)];
  if (resource.get('LaunchType') !== 'FARGATE') return unknown('only Fargate is priced');
  const reference = resource.get('TaskDefinition');
  const definition = reference instanceof Reference ? find(reference.resource) : undefined;
  if (!definition) return unknown('its task definition is not in these templates');
  const tasks = Number(resource.get('DesiredCount') ?? 1);
  const vcpus = (tasks * Number(definition.get('Cpu'))) / 1024;
  const gigabytes = (tasks * Number(definition.get('Memory'))) / 1024;
  const arm = definition.get('RuntimePlatform', 'CpuArchitecture') === 'ARM64';
  if (!arm) return unknown('only Fargate on ARM64 is priced');
  if (!(vcpus >= 0 && gigabytes >= 0)) return unknown('its size is not settled');
  const assigned = resource.get('NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp');
  return [
    charge('Fargate vCPU on ARM64', 'fargateArmVcpuHour', vcpus),
    charge('Fargate GB of memory on ARM64', 'fargateArmGbHour', gigabytes),
    ...(assigned === 'ENABLED' ? [charge('public IPv4 address', 'publicIpv4Hour', tasks)] : []),
  ];
}
