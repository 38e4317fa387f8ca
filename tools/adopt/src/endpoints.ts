import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { AdoptedSettings } from './adoption.ts';
import { listOf } from './list-of.ts';

/** An interface endpoint that is there with private DNS, and is used instead of an own one. */
export interface AdoptedEndpoint {
  readonly id: string;
  readonly securityGroupId: string;
}

/** Services, as their endpoints are called after the Region. */
const LOGS = 'logs';
const ECR = ['ecr.api', 'ecr.dkr'];

/**
 * A VPC takes one interface endpoint with private DNS for each service: one that is there already answers our clients,
 * and its security groups must admit them.
 */
export function adoptEndpoints(
  snapshot: Snapshot,
  { logsEndpoint }: AdoptedSettings,
): { readonly logs?: AdoptedEndpoint; readonly notes: readonly string[] } {
  const found = [LOGS, ...ECR].flatMap((service) => {
    const endpoint = findEndpoint(snapshot, service);
    return endpoint ? [{ service, endpoint }] : [];
  });
  const logs = found.find(({ service }) => service === LOGS)?.endpoint;
  return {
    ...(logs && logsEndpoint && { logs }),
    notes: found.map(({ service, endpoint }) => mustAdmit(service, endpoint)),
  };
}

/** Endpoints that the stage would make and AWS would refuse: their private names are taken. */
export function endpointProblems(
  snapshot: Snapshot,
  { containerEndpoints }: AdoptedSettings,
): readonly string[] {
  const taken = containerEndpoints
    ? ECR.flatMap((service) => findEndpoint(snapshot, service)?.id ?? [])
    : [];
  if (taken.length === 0) return [];
  return [
    `${listOf(taken)} already ${taken.length === 1 ? 'has a private name' : 'have the private names'} of ECR in this VPC, and AWS takes no second one; set containerEndpoints: false in the stage file`,
  ];
}

function findEndpoint(
  { VpcEndpoints = [], Region }: Snapshot,
  service: string,
): AdoptedEndpoint | undefined {
  const found = VpcEndpoints.find(
    ({ VpcEndpointType, ServiceName = '', PrivateDnsEnabled, State = 'available' }) =>
      VpcEndpointType === 'Interface' &&
      PrivateDnsEnabled === true &&
      ServiceName.endsWith(`.${Region}.${service}`) &&
      !/^(deleted|deleting|failed|rejected|expired)$/i.test(State),
  );
  return found && { id: found.VpcEndpointId, securityGroupId: found.Groups?.[0]?.GroupId ?? '' };
}

const mustAdmit = (service: string, { id, securityGroupId }: AdoptedEndpoint) =>
  `${id} answers for ${service} in this VPC by its private name; its group ${securityGroupId} must admit port 443 from ApiClientSecurityGroup and InternetClientSecurityGroup, which is for its owner to add`;
