import type { Snapshot } from '@private-lambda/inventory/snapshot';
import type { AdoptedSettings } from './adoption.ts';
import { isDefaultPolicy } from './endpoint-policy.ts';
import { listOf } from './list-of.ts';

/** An interface endpoint that is there with private DNS, and is used instead of an own one. */
export interface AdoptedEndpoint {
  readonly id: string;
  /** The first of its groups: who may open connections to one of them reaches the endpoint, if it admits them. */
  readonly securityGroupId: string;
}

type Endpoint = NonNullable<Snapshot['VpcEndpoints']>[number];

/** Services, as their endpoints are called after the Region. */
export const LOGS = 'logs';
export const ECR = ['ecr.api', 'ecr.dkr'];

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
  const [securityGroupId] = logs ? groupsOf(logs) : [];
  return {
    ...(logs &&
      logsEndpoint &&
      securityGroupId !== undefined && { logs: { id: logs.VpcEndpointId, securityGroupId } }),
    notes: found.flatMap(({ service, endpoint }) => [
      mustAdmit(service, endpoint),
      ...(isDefaultPolicy(endpoint.PolicyDocument) ? [] : [mustAllow(service, endpoint)]),
    ]),
  };
}

/** Endpoints that the stage would make and AWS would refuse: their private names are taken. */
export function endpointProblems(
  snapshot: Snapshot,
  { containerEndpoints, logsEndpoint }: AdoptedSettings,
): readonly string[] {
  const problems: string[] = [];
  const logs = logsEndpoint ? findEndpoint(snapshot, LOGS) : undefined;
  if (logs && groupsOf(logs).length === 0) {
    problems.push(
      `${logs.VpcEndpointId} answers for ${LOGS} in this VPC, and its security groups are not known; expected the right to describe it, or logsEndpoint: false in the stage file`,
    );
  }
  const taken = containerEndpoints
    ? ECR.flatMap((service) => findEndpoint(snapshot, service)?.VpcEndpointId ?? [])
    : [];
  if (taken.length > 0) {
    problems.push(
      `${listOf(taken)} already ${taken.length === 1 ? 'has a private name' : 'have the private names'} of ECR in this VPC, and AWS takes no second one; set containerEndpoints: false in the stage file`,
    );
  }
  return problems;
}

/** The interface endpoint that answers for a service by its private name. */
export function findEndpoint(
  { VpcEndpoints = [], Region }: Snapshot,
  service: string,
): Endpoint | undefined {
  return VpcEndpoints.find(
    ({ VpcEndpointType, ServiceName = '', PrivateDnsEnabled, State = 'available' }) =>
      VpcEndpointType === 'Interface' &&
      PrivateDnsEnabled === true &&
      ServiceName.endsWith(`.${Region}.${service}`) &&
      !/^(deleted|deleting|failed|rejected|expired)$/i.test(State),
  );
}

export const groupsOf = ({ Groups = [] }: Endpoint): readonly string[] =>
  Groups.flatMap(({ GroupId }) => GroupId ?? []);

function mustAdmit(service: string, endpoint: Endpoint): string {
  const groups = groupsOf(endpoint);
  const named = groups.length > 0 ? groups.join(', ') : '(which is not known)';
  const who = groups.length > 1 ? `one of its groups ${named}` : `its group ${named}`;
  return `${endpoint.VpcEndpointId} answers for ${service} in this VPC by its private name; ${who} must admit port 443 from the blocks of the private subnets, which is for its owner to add`;
}

const mustAllow = (service: string, { VpcEndpointId }: Endpoint): string =>
  `${VpcEndpointId} has a policy of its own; it must allow the roles of this stage what they do in ${service}, which is for its owner to add`;
