"""Functions in a VPC: their VpcConfig, and the network interfaces that Lambda makes for them."""

import secrets
from typing import Any

from ministack.services import ec2, lambda_svc

from . import interfaces
from .resource_handlers import Attributes, Properties, complete, refuse, refuse_delete

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
    for interface in interfaces.described(description(name)):
        place = (interface["SubnetId"], tuple(group["GroupId"] for group in interface["Groups"]))
        if place in wanted:
            wanted.remove(place)
        else:
            interfaces.remove(interface)
    for subnet_id, group_ids in sorted(wanted):
        interfaces.add(subnet_id, list(group_ids), description(name) + secrets.token_hex(8), "lambda")
    return None


def detach(name: str) -> None:
    """At once; on AWS it takes 20 to 45 minutes."""
    for interface in interfaces.described(description(name)):
        interfaces.remove(interface)


def description(name: str) -> str:
    return f"AWS Lambda VPC ENI-{name}-"
