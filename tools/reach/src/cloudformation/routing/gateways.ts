import { unknownId } from '../../model/id.ts';
import type {
  EdgeAssociation,
  Id,
  InternetGateway,
  NatGateway,
  OrUnknown,
  Peering,
  PublicAccessBlock,
} from '../../model/network.ts';
import type { Resource } from '../../template/resource.ts';
import type { StackSet } from '../../template/system.ts';
import { describeValue, MissingResource, type Value } from '../../template/value.ts';
import { perhapsOwner, readId, readText } from '../read/read-value.ts';

/** "Internet gateways": works for the VPCs that AWS::EC2::VPCGatewayAttachment attaches it to. */
export function buildInternetGateways(set: StackSet): Map<Id, InternetGateway> {
  const attachments = set.ofType((type) => type === 'AWS::EC2::VPCGatewayAttachment');
  const ofAny = attachments.flatMap((attachment) => {
    const gateway = attachment.get('InternetGatewayId');
    const unknown = perhapsOwner(gateway, `which gateway ${attachment.id} attaches`);
    return unknown ? [{ id: readId(attachment.get('VpcId')) ?? '', ...unknown }] : [];
  });
  const edges = set.ofType((type) => type === 'AWS::EC2::GatewayRouteTableAssociation');
  return new Map(
    set
      .ofType((type) => type === 'AWS::EC2::InternetGateway')
      .map(({ id }) => {
        const vpcs = attachments
          .filter((attachment) => readId(attachment.get('InternetGatewayId')) === id)
          .map((attachment) => readId(attachment.get('VpcId')) ?? '');
        // It is attached to one VPC at most.
        const perhapsVpcs = vpcs.length === 0 ? ofAny : [];
        return [id, { id, vpcs, perhapsVpcs, edges: edges.flatMap((edge) => edgeOf(edge, id)) }];
      }),
  );
}

/** "Gateway route tables": one that is not certainly another gateway's may be of this one. */
function edgeOf(association: Resource, gateway: Id): EdgeAssociation[] {
  const owner = association.get('GatewayId');
  if (readId(owner) !== gateway && !perhapsOwner(owner)) return [];
  const { id } = association;
  return [
    {
      id,
      routeTable: readId(association.get('RouteTableId')) ?? unknownId(`the table of ${id}`),
    },
  ];
}

/** "Block public access to VPCs and subnets": for the whole Region; what is excluded is not followed. */
export function readPublicAccessBlock(set: StackSet): PublicAccessBlock | undefined {
  const options = set
    .ofType((type) => type === 'AWS::EC2::VPCBlockPublicAccessOptions')
    .find((each) => readText(each.get('InternetGatewayBlockMode')) !== 'off');
  return (
    options && {
      unknown: `${options.id} may block what internet gateways carry`,
      natPasses: readText(options.get('InternetGatewayBlockMode')) === 'block-ingress',
    }
  );
}

/** "NAT gateways": public unless it says private; a zonal public one needs an Elastic IP, a regional one finds its own. */
export function buildNatGateways(set: StackSet): Map<Id, NatGateway> {
  return new Map(
    set
      .ofType((type) => type === 'AWS::EC2::NatGateway')
      .map((nat) => {
        const connectivity = readText(nat.get('ConnectivityType'));
        const regional = readText(nat.get('AvailabilityMode')) === 'regional';
        const isPublic: OrUnknown<boolean> =
          connectivity === undefined || typeof connectivity === 'string'
            ? connectivity?.toLowerCase() !== 'private'
            : connectivity;
        return [
          nat.id,
          {
            id: nat.id,
            subnet: regional ? undefined : readId(nat.get('SubnetId')),
            vpc: regional ? readId(nat.get('VpcId')) : undefined,
            public: isPublic,
            hasElasticIp: regional || isStated(nat.get('AllocationId')),
          },
        ];
      }),
  );
}

/** Whatever a stated id will be, the deploy fails if it is no address: only a missing one decides. */
function isStated(value: Value | undefined): boolean {
  return value !== undefined && !(value instanceof MissingResource);
}

/**
 * "Create a VPC peering connection": within one account CloudFormation accepts it; another account's VPC needs a role
 * that may accept it, else the connection waits for somebody ("AWS::EC2::VPCPeeringConnection").
 */
export function buildPeerings(set: StackSet): Map<Id, Peering> {
  return new Map(
    set
      .ofType((type) => type === 'AWS::EC2::VPCPeeringConnection')
      .map((peering) => [
        peering.id,
        {
          id: peering.id,
          vpcs: [readId(peering.get('VpcId')) ?? '', readId(peering.get('PeerVpcId')) ?? ''],
          crossesRegions: crossesRegions(peering, set.region),
          accepted: isAccepted(peering),
        },
      ]),
  );
}

/** "AWS::EC2::VPCPeeringConnection": the Region of the other VPC is that of the stack unless it is stated. */
function crossesRegions(peering: Resource, own: string): OrUnknown<boolean> {
  const region = readText(peering.get('PeerRegion')) ?? own;
  return typeof region === 'string' ? region !== own : region;
}

function isAccepted(peering: Resource): OrUnknown<boolean> {
  const owner = peering.get('PeerOwnerId');
  if (owner === undefined || peering.get('PeerRoleArn') !== undefined) return true;
  const account = peering.stack.pseudo.get('AWS::AccountId');
  if (account !== undefined && describeValue(owner) === describeValue(account)) return true;
  return {
    unknown: `${peering.id} names account ${describeValue(owner)} and no role there: whether it is accepted`,
  };
}
