"""Network interfaces that AWS makes for those who live in a VPC."""

from ipaddress import ip_network
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import ec2

from .resource_handlers import new_id

# "Subnet CIDR blocks": the first four addresses of a subnet are AWS's own.
RESERVED = 4


def apply() -> None:
    short_xml = ec2._eni_fields_xml

    def whole_xml(eni: dict[str, Any], tag: str = "item") -> str:
        end = f"</{tag}>"
        public_ip = eni.get("PublicIp")
        association = f"<association><publicIp>{public_ip}</publicIp></association>" if public_ip else ""
        return short_xml(eni, tag).rstrip().removesuffix(end) + association + end

    ec2._eni_fields_xml = whole_xml


def add(subnet_id: str, group_ids: list[str], description: str, interface_type: str, *, public: bool = False) -> str:
    """The private address of a new one, which is of nobody else in the subnet."""
    subnet = ec2._subnets[subnet_id]
    others = [each for each in ec2._network_interfaces.values() if each["SubnetId"] == subnet_id]
    taken = {each["PrivateIpAddress"] for each in others}
    addresses = ip_network(subnet["CidrBlock"])
    free = (str(addresses[index]) for index in range(RESERVED, addresses.num_addresses - 1))
    address = next(each for each in free if each not in taken)
    interface_id = new_id("eni")
    ec2._network_interfaces[interface_id] = {
        "NetworkInterfaceId": interface_id,
        "SubnetId": subnet_id,
        "VpcId": subnet["VpcId"],
        "AvailabilityZone": subnet["AvailabilityZone"],
        "Description": description,
        "OwnerId": get_account_id(),
        "Status": "in-use",
        "PrivateIpAddress": address,
        "PublicIp": ec2._random_ip("54.") if public else None,
        "InterfaceType": interface_type,
        "SourceDestCheck": True,
        "MacAddress": "02:00:00:00:00:00",
        "Groups": [
            {"GroupId": group_id, "GroupName": ec2._security_groups[group_id]["GroupName"]} for group_id in group_ids
        ],
        "Attachment": None,
    }
    return address


def described(start: str) -> list[dict[str, Any]]:
    """Those whose description begins so."""
    return [each for each in ec2._network_interfaces.values() if each["Description"].startswith(start)]


def remove(interface: dict[str, Any]) -> None:
    del ec2._network_interfaces[interface["NetworkInterfaceId"]]
