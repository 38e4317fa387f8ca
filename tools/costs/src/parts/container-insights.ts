import type { Resource } from 'cfn-reach/src/template/resource.ts';
import { Reference } from 'cfn-reach/src/template/value.ts';
import { byUse, charge, type Finding, notPriced } from './charge.ts';
import type { FindResource } from './ecs-service.ts';

/**
 * Metrics that are reported while tasks run, whether anybody calls them or not (CloudWatch user guide, "Amazon ECS
 * Container Insights metrics"): CPU, memory, network, storage and ephemeral storage, two of each, for the cluster, each
 * service and each family of task definitions. Besides, three counts of a cluster, and five of a service.
 */
const OF_TASKS = 10;
const OF_CLUSTER = OF_TASKS + 3;
const OF_SERVICE = OF_TASKS + 5;

type Setting = 'off' | 'enabled' | 'other';

function settingOf(cluster: Resource | undefined): Setting {
  const settings = JSON.stringify(cluster?.get('ClusterSettings') ?? []);
  if (settings.includes('"enhanced"')) return 'other';
  return settings.includes('"enabled"') ? 'enabled' : 'off';
}

/** Of the cluster itself. */
export function priceCluster(cluster: Resource): readonly Finding[] {
  const setting = settingOf(cluster);
  if (setting === 'off') return [];
  if (setting === 'other') {
    return [
      notPriced(
        `Container Insights of ${cluster.id}`,
        'only those that are not enhanced are priced',
      ),
    ];
  }
  return [metrics(OF_CLUSTER), byUse('Container Insights: log data taken in')];
}

/** Of a service in a cluster that has them, and of the one family of its tasks. */
export function priceServiceMetrics(service: Resource, find: FindResource): readonly Finding[] {
  const reference = service.get('Cluster');
  const cluster = reference instanceof Reference ? find(reference.resource) : undefined;
  return settingOf(cluster) === 'enabled' ? [metrics(OF_SERVICE + OF_TASKS)] : [];
}

const metrics = (count: number) =>
  charge('metric of Container Insights', 'customMetricMonth', count);
