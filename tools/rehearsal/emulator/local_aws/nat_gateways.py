"""AWS::EC2::EIP and AWS::EC2::NatGateway, zonal and regional, and the addresses of a gateway in DescribeNatGateways."""

import re
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from .resource_handlers import Attributes, Properties, add, new_id

ADDRESSES_LEFT_OUT = re.compile(r"(<natGatewayId>([^<]+)</natGatewayId>.*?)<natGatewayAddressSet/>", re.DOTALL)


def apply() -> None:
    add("AWS::EC2::EIP", create_address, delete_address)
    add("AWS::EC2::NatGateway", create_gateway, delete_gateway)
    ec2._ACTION_MAP["DescribeNatGateways"] = describe_gateways
    ec2._ACTION_MAP["ReleaseAddress"] = release_address


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
        if in_use := use_of(allocation_id):
            raise ValueError(f"{in_use} (Service: Ec2, Status Code: 400)")
        del ec2._addresses[allocation_id]
        ec2._tags.pop(allocation_id, None)


def release_address(params: dict[str, Any]) -> Any:
    in_use = use_of(ec2._p(params, "AllocationId"))
    return ec2._error("InvalidIPAddress.InUse", in_use, 400) if in_use else ec2._release_address(params)


def use_of(allocation_id: str) -> str | None:
    """EC2 API reference, "Error codes": an address that is associated is not released."""
    address = ec2._addresses.get(allocation_id)
    return f"Address {address['PublicIp']} is in use." if address and address["AssociationId"] else None


def create_gateway(_logical_id: str, props: Properties, _stack_name: str) -> tuple[str, Attributes]:
    if props.get("AvailabilityMode") == "regional":
        return create_regional_gateway(props)
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


def create_regional_gateway(props: Properties) -> tuple[str, Attributes]:
    """VPC user guide, "Regional NAT gateways": in no subnet, with a route table and an address for each zone."""
    for name in ("SubnetId", "AllocationId"):
        if props.get(name):
            raise ValueError(f"{name} cannot be specified for a regional NAT gateway (Service: Ec2, Status Code: 400)")
    vpc_id = props.get("VpcId", "")
    if vpc_id not in ec2._vpcs:
        raise ValueError(f"The vpc ID '{vpc_id}' does not exist (Service: Ec2, Status Code: 400)")
    internet_gateway_id = require_internet_gateway(vpc_id)
    zones = sorted({subnet["AvailabilityZone"] for subnet in ec2._subnets.values() if subnet["VpcId"] == vpc_id})
    gateway_id, table_id = new_id("nat"), new_id("rtb")
    routes = [(ec2._vpcs[vpc_id]["CidrBlock"], "local"), ("0.0.0.0/0", internet_gateway_id)]
    ec2._route_tables[table_id] = {
        "RouteTableId": table_id,
        "VpcId": vpc_id,
        "OwnerId": get_account_id(),
        "Routes": [
            {"DestinationCidrBlock": block, "GatewayId": to, "State": "active", "Origin": "CreateRouteTable"}
            for block, to in routes
        ],
        "Associations": [],
    }
    ec2._nat_gateways[gateway_id] = {
        "NatGatewayId": gateway_id,
        "SubnetId": "",
        "VpcId": vpc_id,
        "AllocationId": None,
        "ConnectivityType": "public",
        "State": "available",
        "CreateTime": ec2._now_ts(),
        "Tags": [],
        "RouteTableId": table_id,
        # AWS's own, which count for nobody's quota here.
        "Addresses": [(new_id("eipalloc"), ec2._random_ip("52."), zone) for zone in zones],
    }
    provisioners._ec2_apply_tags(gateway_id, props)
    return gateway_id, {"NatGatewayId": gateway_id, "RouteTableId": table_id, "AutoProvisionZones": "enabled"}


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
    require_internet_gateway(vpc_id)
    address["AssociationId"] = new_id("eipassoc")


def require_internet_gateway(vpc_id: str) -> str:
    for gateway_id, gateway in ec2._internet_gateways.items():
        if any(attachment["VpcId"] == vpc_id for attachment in gateway["Attachments"]):
            return str(gateway_id)
    raise ValueError(f"Network {vpc_id} has no Internet gateway attached")


def delete_gateway(gateway_id: str, _props: Properties) -> None:
    gateway = ec2._nat_gateways.pop(gateway_id, None)
    ec2._tags.pop(gateway_id, None)
    if gateway and (address := ec2._addresses.get(gateway["AllocationId"])):
        address["AssociationId"] = None
    if gateway:
        ec2._route_tables.pop(gateway.get("RouteTableId"), None)


def describe_gateways(params: dict[str, Any]) -> tuple[int, dict[str, str], bytes | str]:
    status, headers, body = ec2._describe_nat_gateways(params)
    text = body.decode() if isinstance(body, bytes) else body
    return status, headers, ADDRESSES_LEFT_OUT.sub(fill_addresses, text).encode()


def fill_addresses(left_out: re.Match[str]) -> str:
    gateway = ec2._nat_gateways.get(left_out[2]) or {}
    if "Addresses" in gateway:
        return fill_regional(left_out[1], gateway["Addresses"])
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


def fill_regional(text: str, addresses: list[tuple[str, str, str]]) -> str:
    items = "".join(
        f"<item><allocationId>{allocation_id}</allocationId><publicIp>{public_ip}</publicIp>"
        f"<availabilityZone>{zone}</availabilityZone><status>succeeded</status></item>"
        for allocation_id, public_ip, zone in addresses
    )
    mode = "<availabilityMode>regional</availabilityMode>"
    return f"{text.replace('<subnetId></subnetId>', mode)}<natGatewayAddressSet>{items}</natGatewayAddressSet>"
