import type { Snapshot } from './snapshot.ts';

/**
 * A snapshot without what stands in other VPCs: `aws ec2 describe-subnets` without a filter answers with those of the
 * whole Region. What does not say its VPC stays.
 */
export function ofOneVpc(snapshot: Snapshot): Snapshot {
  const isHere = ({ VpcId }: { readonly VpcId?: string | undefined }) =>
    VpcId === undefined || VpcId === snapshot.VpcId;
  const Vpcs = snapshot.Vpcs?.filter(isHere);
  const lists: Partial<Snapshot> = {
    Vpcs,
    DhcpOptions: ownOptions(snapshot.DhcpOptions, Vpcs?.[0]?.DhcpOptionsId),
    Subnets: snapshot.Subnets?.filter(isHere),
    RouteTables: snapshot.RouteTables?.filter(isHere),
    InternetGateways: snapshot.InternetGateways?.filter(
      ({ Attachments }) => Attachments?.some(isHere) ?? true,
    ),
    NatGateways: snapshot.NatGateways?.filter(isHere),
    NetworkAcls: snapshot.NetworkAcls?.filter(isHere),
    SecurityGroups: snapshot.SecurityGroups?.filter(isHere),
    VpcEndpoints: snapshot.VpcEndpoints?.filter(isHere),
    VpcPeeringConnections: snapshot.VpcPeeringConnections?.filter(
      ({ RequesterVpcInfo = {}, AccepterVpcInfo = {} }) =>
        isHere(RequesterVpcInfo) || isHere(AccepterVpcInfo),
    ),
    NetworkInterfaces: snapshot.NetworkInterfaces?.filter(isHere),
    Reservations: snapshot.Reservations?.map(({ Instances, ...rest }) => ({
      ...rest,
      Instances: Instances?.filter(isHere),
    })),
    LoadBalancers: snapshot.LoadBalancers?.filter(isHere),
    TargetGroups: snapshot.TargetGroups?.filter(isHere),
    Functions: snapshot.Functions?.filter(
      ({ VpcConfig: { VpcId } = {} }) => !VpcId || VpcId === snapshot.VpcId,
    ),
  };
  return { ...snapshot, ...lists };
}

/** A set of options does not say its VPCs; the VPC says its set. Undefined: which of them is its own is not known. */
function ownOptions(sets: Snapshot['DhcpOptions'], id: string | undefined) {
  if (sets?.length === 0) return sets;
  const own = sets?.filter(({ DhcpOptionsId }) => DhcpOptionsId === id);
  return own?.length === 0 ? undefined : own;
}
