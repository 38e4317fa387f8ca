import type { Id, Subnet, Unknown, Vpc } from '../../model/network.ts';
import {
  type GatewayEndpoint,
  type InterfaceEndpoint,
  isUnknown,
  type OrUnknown,
} from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, Text } from '../../template/value.ts';
import { perhapsOwner, readBoolean, readId, readIds, readText } from '../read/read-value.ts';

export function isEndpoint(type: string): boolean {
  return type === 'AWS::EC2::VPCEndpoint';
}

/** The type of an endpoint ("AWS::EC2::VPCEndpoint"): a gateway unless it says otherwise. */
export function endpointKind(endpoint: Resource): OrUnknown<string> {
  return readText(endpoint.get('VpcEndpointType')) ?? 'Gateway';
}

/** "Gateway endpoints": a route to the service in each of its route tables. */
export function buildGatewayEndpoints(set: StackSet): GatewayEndpoint[] {
  return set
    .ofType(isEndpoint)
    .filter((endpoint) => mayBeOfKind(endpoint, 'Gateway'))
    .map((endpoint) => ({
      id: endpoint.id,
      vpc: readId(endpoint.get('VpcId')) ?? '',
      service: unknownKind(endpoint) ?? readService(endpoint),
      routeTables: readIds(endpoint.get('RouteTableIds')).ids,
      perhapsOfAny: unknownTables(endpoint),
    }));
}

function unknownTables(endpoint: Resource): Unknown | undefined {
  for (const table of [endpoint.get('RouteTableIds')].flat()) {
    const unknown = perhapsOwner(table, `of which route tables ${endpoint.id} is`);
    if (unknown) return unknown;
  }
  return undefined;
}

/** "Access an AWS service using an interface VPC endpoint". */
export function buildInterfaceEndpoints(
  set: StackSet,
  vpcs: ReadonlyMap<Id, Vpc>,
  subnets: ReadonlyMap<Id, Subnet>,
): InterfaceEndpoint[] {
  return set
    .ofType(isEndpoint)
    .filter((endpoint) => mayBeOfKind(endpoint, 'Interface'))
    .flatMap((endpoint) => {
      const { id } = endpoint;
      const service = readService(endpoint);
      const unknown = perhapsOwner(endpoint.get('VpcId'), `in which VPC ${id} is`);
      if (!unknown) {
        const vpc = readId(endpoint.get('VpcId')) ?? '';
        return [{ id, vpc, service, privateDns: privateDns(endpoint, vpcs.get(vpc)) }];
      }
      const inVpc = (vpc: Id) => privateDns(endpoint, vpcs.get(vpc)) && unknown;
      return vpcsOf(endpoint, vpcs, subnets).map((vpc) => ({
        id,
        vpc,
        service,
        privateDns: inVpc(vpc),
      }));
    });
}

/** The VPCs that an endpoint may be in: that of its subnets where they are known. */
function vpcsOf(
  endpoint: Resource,
  vpcs: ReadonlyMap<Id, Vpc>,
  subnets: ReadonlyMap<Id, Subnet>,
): readonly Id[] {
  const { ids } = readIds(endpoint.get('SubnetIds'));
  const own = ids.flatMap((id) => subnets.get(id)?.vpc ?? []);
  return own.length > 0 ? [...new Set(own)] : [...vpcs.keys()];
}

function mayBeOfKind(endpoint: Resource, kind: string): boolean {
  const found = endpointKind(endpoint);
  return found === kind || isUnknown(found);
}

function unknownKind(endpoint: Resource): Unknown | undefined {
  const kind = endpointKind(endpoint);
  return isUnknown(kind) ? { unknown: `the type of ${endpoint.id}: ${kind.unknown}` } : undefined;
}

/** Private DNS is off unless the template turns it on, and needs both DNS attributes of the VPC ("Private DNS"). */
function privateDns(endpoint: Resource, vpc: Vpc | undefined): OrUnknown<boolean> {
  const enabled = readBoolean(endpoint.get('PrivateDnsEnabled'), false);
  if (enabled === false) return false;
  const inboundOnly = readText(
    endpoint.get('DnsOptions', 'PrivateDnsOnlyForInboundResolverEndpoint'),
  );
  // "Private DNS for Amazon S3": the name then leads here only for who comes from outside the VPC.
  if (inboundOnly === 'OnlyInboundResolver') return false;
  const dns = vpc?.dns ?? { unknown: `the DNS attributes of ${endpoint.id}'s VPC are not known` };
  const unknown = unknownKind(endpoint) ?? (isUnknown(inboundOnly) ? inboundOnly : undefined);
  if (unknown && dns !== false) return unknown;
  return dns === true ? enabled : dns;
}

/** "Create a service powered by AWS PrivateLink": how its name starts, which no AWS service's does. */
const ENDPOINT_SERVICE = 'com.amazonaws.vpce.';

/** `com.amazonaws.<region>.<service>`, or a longer name of the same form; the service alone in an answer. */
function readService(endpoint: Resource): OrUnknown<string> {
  const stated = endpoint.get('ServiceName');
  if (stated instanceof Text && describeValue(stated).startsWith(ENDPOINT_SERVICE)) {
    return describeValue(stated);
  }
  const name = readText(stated) ?? { unknown: `${endpoint.id} names no service` };
  if (isUnknown(name)) return name;
  const region = endpoint.stack.surroundings.region;
  const match = /^(?:cn\.)?(?:com|aws)\.(?:amazonaws|api|sagemaker)\.([^.]+)\.(.+)$/.exec(name);
  if (!match) return name;
  const [, where, service] = match;
  // A service of another Region has another name there, and is none of the questions' services.
  return where === region && service !== undefined ? service : name;
}
