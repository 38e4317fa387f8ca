import type { Id, Vpc } from '../model/network.ts';
import {
  type Certainty,
  type GatewayEndpoint,
  type InterfaceEndpoint,
  isUnknown,
  type Uncertain,
} from '../model/network.ts';
import type { Resource } from '../template/resource.ts';
import type { StackSet } from '../template/system.ts';
import { readBoolean, readId, readIds, readText } from './read-value.ts';

export function isEndpoint(type: string): boolean {
  return type === 'AWS::EC2::VPCEndpoint';
}

/** The type of an endpoint ("AWS::EC2::VPCEndpoint"): a gateway unless it says otherwise. */
export function endpointKind(endpoint: Resource): Uncertain<string> {
  return readText(endpoint.get('VpcEndpointType')) ?? 'Gateway';
}

/** "Gateway endpoints": a route to the service in each of its route tables. */
export function buildGatewayEndpoints(set: StackSet): GatewayEndpoint[] {
  return set
    .ofType(isEndpoint)
    .filter((endpoint) => endpointKind(endpoint) === 'Gateway')
    .map((endpoint) => ({
      id: endpoint.id,
      vpc: readId(endpoint.get('VpcId')) ?? '',
      service: readService(endpoint),
      routeTables: readIds(endpoint.get('RouteTableIds')).ids,
    }));
}

/** "Access an AWS service using an interface VPC endpoint". */
export function buildInterfaceEndpoints(
  set: StackSet,
  vpcs: ReadonlyMap<Id, Vpc>,
): InterfaceEndpoint[] {
  return set
    .ofType(isEndpoint)
    .filter((endpoint) => endpointKind(endpoint) === 'Interface')
    .map((endpoint) => {
      const vpc = readId(endpoint.get('VpcId')) ?? '';
      const service = readService(endpoint);
      return { id: endpoint.id, vpc, service, privateDns: privateDns(endpoint, vpcs.get(vpc)) };
    });
}

/** Private DNS is off unless the template turns it on, and needs both DNS attributes of the VPC ("Private DNS"). */
function privateDns(endpoint: Resource, vpc: Vpc | undefined): Certainty {
  const enabled = readBoolean(endpoint.get('PrivateDnsEnabled'), false);
  if (enabled === false) return false;
  const inboundOnly = readText(
    endpoint.get('DnsOptions', 'PrivateDnsOnlyForInboundResolverEndpoint'),
  );
  // "Private DNS for Amazon S3": the name then leads here only for who comes from outside the VPC.
  if (inboundOnly === 'OnlyInboundResolver') return false;
  const dns = vpc?.dns ?? { unknown: `the DNS attributes of ${endpoint.id}'s VPC are not known` };
  return dns === true ? enabled : dns;
}

/** `com.amazonaws.<region>.<service>`, or a longer name of the same form; the service alone in an answer. */
function readService(endpoint: Resource): Uncertain<string> {
  const name = readText(endpoint.get('ServiceName')) ?? {
    unknown: `${endpoint.id} names no service`,
  };
  if (isUnknown(name)) return name;
  const region = endpoint.stack.surroundings.region;
  const match = /^(?:cn\.)?(?:com|aws)\.(?:amazonaws|api|sagemaker)\.([^.]+)\.(.+)$/.exec(name);
  if (!match) return name;
  const [, where, service] = match;
  // A service of another Region has another name there, and is none of the questions' services.
  return where === region && service !== undefined ? service : name;
}
