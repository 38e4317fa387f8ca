"""Functions in a VPC: their VpcConfig, and the network interfaces that Lambda makes for them."""

import secrets
from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import ec2, lambda_svc

from .resource_handlers import Attributes, Properties, complete, new_id, refuse, refuse_delete

FUNCTION = "AWS::Lambda::Function"


def apply() -> None:
    refuse(FUNCTION, unknown_network)
    complete(FUNCTION, attach)
    refuse_delete(FUNCTION, detach)


def unknown_network(props: Properties, _name: str | None) -> None:
    config = props.get("VpcConfig") or {}
    refuse_unknown(config.get("SubnetIds"), ec2._subnets, "InvalidSubnetID.NotFound", "The subnet ID")
    refuse_unknown(config.get("SecurityGroupIds"), ec2._security_groups, "InvalidGroup.NotFound", "The security group")


def refuse_unknown(ids: list[str] | None, known: Any, code: str, what: str) -> None:
    for missing in [identifier for identifier in ids or [] if identifier not in known]:
        raise ValueError(f"EC2 Error Code: {code}. EC2 Error Message: {what} '{missing}' does not exist")


def attach(name: str, props: Properties) -> Attributes | None:
    config = lambda_svc._vpc_config_with_id(props.get("VpcConfig"))
    lambda_svc._functions[name]["config"]["VpcConfig"] = config
    wanted = {(subnet_id, tuple(config["SecurityGroupIds"])) for subnet_id in config["SubnetIds"]}
    for interface in interfaces_of(name):
        place = (interface["SubnetId"], tuple(group["GroupId"] for group in interface["Groups"]))
        if place in wanted:
            wanted.remove(place)
        else:
            del ec2._network_interfaces[interface["NetworkInterfaceId"]]
    for subnet_id, group_ids in sorted(wanted):
        add_interface(name, ec2._subnets[subnet_id], group_ids)
    return None


def detach(name: str) -> None:
    """At once; on AWS it takes 20 to 45 minutes."""
    for interface in interfaces_of(name):
        del ec2._network_interfaces[interface["NetworkInterfaceId"]]


def interfaces_of(name: str) -> list[dict[str, Any]]:
    return [each for each in ec2._network_interfaces.values() if each["Description"].startswith(description(name))]


def description(name: str) -> str:
    return f"AWS Lambda VPC ENI-{name}-"


def add_interface(name: str, subnet: dict[str, Any], group_ids: tuple[str, ...]) -> None:
    interface_id = new_id("eni")
    ec2._network_interfaces[interface_id] = {
        "NetworkInterfaceId": interface_id,
        "SubnetId": subnet["SubnetId"],
        "VpcId": subnet["VpcId"],
        "AvailabilityZone": subnet["AvailabilityZone"],
        "Description": description(name) + secrets.token_hex(8),
        "OwnerId": get_account_id(),
        "Status": "in-use",
        "PrivateIpAddress": ec2._random_ip("10.0"),
        "InterfaceType": "lambda",
        "SourceDestCheck": True,
        "MacAddress": "02:00:00:00:00:00",
        "Groups": [
            {"GroupId": group_id, "GroupName": ec2._security_groups[group_id]["GroupName"]} for group_id in group_ids
        ],
        "Attachment": None,
    }
