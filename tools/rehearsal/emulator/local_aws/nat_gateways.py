"""AWS::EC2::EIP and AWS::EC2::NatGateway, and the addresses of a gateway in DescribeNatGateways."""

import re
from typing import Any

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from .resource_handlers import Attributes, Properties, add, new_id

ADDRESSES_LEFT_OUT = re.compile(r"(<natGatewayId>([^<]+)</natGatewayId>.*?)<natGatewayAddressSet/>", re.DOTALL)


def apply() -> None:
    add("AWS::EC2::EIP", create_address, delete_address)
    add("AWS::EC2::NatGateway", create_gateway, delete_gateway)
    ec2._ACTION_MAP["DescribeNatGateways"] = describe_gateways


def create_address(_logical_id: str, props: Properties, _stack_name: str) -> tuple[str, Attributes]:
    allocation_id, public_ip = new_id("eipalloc"), ec2._random_ip("52.")
    ec2._addresses[allocation_id] = {
        "AllocationId": allocation_id,
        "PublicIp": public_ip,
        "Domain": props.get("Domain", "vpc"),
        "AssociationId": None,
        "InstanceId": None,
        "NetworkInterfaceId": None,
        "PrivateIpAddress": None,
    }
    provisioners._ec2_apply_tags(allocation_id, props)
    return public_ip, {"AllocationId": allocation_id, "PublicIp": public_ip}


def delete_address(public_ip: str, _props: Properties) -> None:
    for allocation_id in [key for key, address in ec2._addresses.items() if address["PublicIp"] == public_ip]:
        del ec2._addresses[allocation_id]
        ec2._tags.pop(allocation_id, None)


def create_gateway(_logical_id: str, props: Properties, _stack_name: str) -> tuple[str, Attributes]:
    subnet_id, allocation_id = props.get("SubnetId", ""), props.get("AllocationId")
    connectivity = props.get("ConnectivityType", "public")
    subnet = ec2._subnets.get(subnet_id)
    if subnet is None:
        raise ValueError(f"The subnet ID '{subnet_id}' does not exist")
    gateway_id = new_id("nat")
    if connectivity == "public":
        associate(allocation_id, subnet["VpcId"])
    ec2._nat_gateways[gateway_id] = {
        "NatGatewayId": gateway_id,
        "SubnetId": subnet_id,
        "VpcId": subnet["VpcId"],
        "AllocationId": allocation_id,
        "ConnectivityType": connectivity,
        "State": "available",
        "CreateTime": ec2._now_ts(),
        "Tags": [],
    }
    provisioners._ec2_apply_tags(gateway_id, props)
    return gateway_id, {"NatGatewayId": gateway_id}


def associate(allocation_id: str | None, vpc_id: str) -> None:
    """Gives the address to a public gateway, or refuses as EC2 does."""
    if not allocation_id:
        raise ValueError(
            "The request must include the AllocationId parameter. Add the required parameter and retry the request. "
            "(Service: Ec2, Status Code: 400)"
        )
    address = ec2._addresses.get(allocation_id)
    if address is None:
        raise ValueError(f"The allocation ID '{allocation_id}' does not exist (Service: Ec2, Status Code: 400)")
    if address["AssociationId"]:
        raise ValueError(f"Elastic IP address [{allocation_id}] is already associated")
    attached = [vpc for gateway in ec2._internet_gateways.values() for vpc in gateway["Attachments"]]
    if not any(attachment["VpcId"] == vpc_id for attachment in attached):
        raise ValueError(f"Network {vpc_id} has no Internet gateway attached")
    address["AssociationId"] = new_id("eipassoc")


def delete_gateway(gateway_id: str, _props: Properties) -> None:
    gateway = ec2._nat_gateways.pop(gateway_id, None)
    ec2._tags.pop(gateway_id, None)
    if gateway and (address := ec2._addresses.get(gateway["AllocationId"])):
        address["AssociationId"] = None


def describe_gateways(params: dict[str, Any]) -> tuple[int, dict[str, str], bytes | str]:
    status, headers, body = ec2._describe_nat_gateways(params)
    text = body.decode() if isinstance(body, bytes) else body
    return status, headers, ADDRESSES_LEFT_OUT.sub(fill_addresses, text).encode()


def fill_addresses(left_out: re.Match[str]) -> str:
    gateway = ec2._nat_gateways.get(left_out[2]) or {}
    address = ec2._addresses.get(gateway.get("AllocationId"))
    if address is None:
        return left_out[0]
    return (
        f"{left_out[1]}<natGatewayAddressSet><item>"
        f"<allocationId>{address['AllocationId']}</allocationId>"
        f"<publicIp>{address['PublicIp']}</publicIp>"
        f"<associationId>{address['AssociationId']}</associationId>"
        f"<isPrimary>true</isPrimary><status>succeeded</status>"
        f"</item></natGatewayAddressSet>"
    )
