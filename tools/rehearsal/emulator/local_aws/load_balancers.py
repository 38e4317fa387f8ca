"""Load balancers: the VPC and the zones of their subnets, the `internal-` name, and deletion protection."""

import re
from typing import Any

from ministack.services import alb, ec2
from ministack.services.cloudformation import provisioners

from .resource_handlers import Attributes, Properties, complete, refuse_delete

LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
PROTECTED = "Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
ZONE_OF_SUBNET = re.compile(r"<ZoneName>[^<]*</ZoneName><SubnetId>([^<]*)</SubnetId>")


def apply() -> None:
    complete(LOAD_BALANCER, place)
    refuse_delete(LOAD_BALANCER, unless_protected)
    alb._ACTION_MAP["DeleteLoadBalancer"] = delete_load_balancer
    unzoned_xml = alb._lb_xml
    alb._lb_xml = lambda load_balancer: ZONE_OF_SUBNET.sub(name_zone, unzoned_xml(load_balancer))


def place(arn: str, _props: Properties) -> Attributes:
    load_balancer: dict[str, Any] = alb._lbs[arn]
    subnet_ids = load_balancer["Subnets"]
    subnets = [ec2._subnets.get(subnet_id) for subnet_id in subnet_ids]
    if None in subnets:
        missing = subnet_ids[subnets.index(None)]
        raise provisioners._elbv2_handler_error(f"The subnet ID '{missing}' does not exist")
    if len({subnet["AvailabilityZone"] for subnet in subnets}) < max(2, len(subnets)):
        raise provisioners._elbv2_handler_error(
            "At least two subnets in two different Availability Zones must be specified"
        )
    load_balancer["VpcId"] = subnets[0]["VpcId"]
    name: str = load_balancer["DNSName"]
    if load_balancer["Scheme"] == "internal" and not name.startswith("internal-"):
        load_balancer["DNSName"] = f"internal-{name}"
    # A JSON boolean in the template, which CloudFormation would send as true or false.
    for attribute in alb._lb_attrs[arn]:
        attribute["Value"] = {"True": "true", "False": "false"}.get(attribute["Value"], attribute["Value"])
    return {"DNSName": load_balancer["DNSName"]}


def delete_load_balancer(params: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    arn = alb._p(params, "LoadBalancerArn")
    try:
        unless_protected(arn)
    except ValueError:
        return alb._error("OperationNotPermitted", PROTECTED.format(arn=arn))
    return alb._delete_lb(params)


def unless_protected(arn: str) -> None:
    attributes = {attribute["Key"]: attribute["Value"] for attribute in alb._lb_attrs.get(arn, [])}
    if attributes.get("deletion_protection.enabled") == "true":
        raise provisioners._elbv2_handler_error(PROTECTED.format(arn=arn))


def name_zone(zone: re.Match[str]) -> str:
    subnet = ec2._subnets.get(zone[1], {})
    return f"<ZoneName>{subnet.get('AvailabilityZone', '')}</ZoneName><SubnetId>{zone[1]}</SubnetId>"
