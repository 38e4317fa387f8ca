import type { Snapshot } from './snapshot.ts';

/**
 * A snapshot without what stands in other VPCs: `aws ec2 describe-subnets` without a filter answers with those of the
 * whole Region. What does not say its VPC stays.
 */
export function ofOneVpc(snapshot: Snapshot): Snapshot {
  const isHere = ({ VpcId }: { readonly VpcId?: string | undefined }) =>
    VpcId === undefined || VpcId === snapshot.VpcId;
  const lists: Partial<Snapshot> = {
    Vpcs: snapshot.Vpcs?.filter(isHere),
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
