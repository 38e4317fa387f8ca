import { shownId } from '../model/id.ts';
import { type Id, type InterfaceEndpoint, isUnknown, type Network } from '../model/network.ts';
import { type Step, step } from '../model/step.ts';
import type { AwsRule } from './aws-rule.ts';

export const INTERFACE_ENDPOINT_RULE: AwsRule = {
  says: "With private DNS a service's own name leads to the endpoint everywhere in the VPC, and nowhere else: what the endpoint's groups refuse does not go another way. Private DNS needs both DNS attributes of the VPC.",
  page: 'Access an AWS service using an interface VPC endpoint',
};

/** The endpoints that a service's name leads to inside a VPC: certainly, and perhaps. */
export function findInterfaceEndpoints(
  network: Network,
  vpc: Id,
  service: string,
): { certain: InterfaceEndpoint[]; perhaps: InterfaceEndpoint[] } {
  const here = network.interfaceEndpoints.filter(
    (endpoint) =>
      endpoint.vpc === vpc &&
      endpoint.privateDns !== false &&
      (endpoint.service === service || isUnknown(endpoint.service)),
  );
  const isCertain = (endpoint: InterfaceEndpoint) =>
    endpoint.service === service && endpoint.privateDns === true;
  return {
    certain: here.filter(isCertain),
    perhaps: here.filter((endpoint) => !isCertain(endpoint)),
  };
}

export function interfaceEndpointStep({ id, vpc }: InterfaceEndpoint, service: string): Step {
  return step(
    'interface',
    id,
    'yes',
    () => `in ${shownId(vpc)} the name of aws:${service} leads to this endpoint`,
    id,
  );
}

export function perhapsEndpointStep({ id, privateDns, service }: InterfaceEndpoint): Step {
  return step('interface', id, 'unknown', () =>
    isUnknown(service)
      ? `whether it is the service's endpoint: ${service.unknown}`
      : isUnknown(privateDns)
        ? privateDns.unknown
        : '',
  );
}
