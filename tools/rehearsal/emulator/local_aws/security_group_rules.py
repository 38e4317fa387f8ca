"""AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress: rules that are resources of their own."""

from typing import Any

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from .resource_handlers import Attributes, Properties, add, new_id


def apply() -> None:
    add_rule_type("AWS::EC2::SecurityGroupIngress", "IpPermissions")
    add_rule_type("AWS::EC2::SecurityGroupEgress", "IpPermissionsEgress")


def add_rule_type(resource_type: str, direction: str) -> None:
    def create(_logical_id: str, props: Properties, _stack_name: str) -> tuple[str, Attributes]:
        rules, rule = rules_of(props, direction), rule_of(props)
        if any(ec2._rules_match(rule, known) for known in rules):
            raise ValueError(f'the specified rule "{describe(rule)}" already exists (Service: Ec2, Status Code: 400)')
        rules.append(rule)
        rule_id = new_id("sgr")
        return rule_id, {"Id": rule_id}

    def update(rule_id: str, old: Properties, new: Properties, stack_name: str) -> tuple[str, Attributes]:
        delete(rule_id, old)
        create(rule_id, new, stack_name)
        return rule_id, {"Id": rule_id}

    def delete(_rule_id: str, props: Properties) -> None:
        group = ec2._security_groups.get(props.get("GroupId", ""))
        if group:
            rule = rule_of(props)
            group[direction] = [known for known in group[direction] if not ec2._rules_match(rule, known)]

    add(resource_type, create, delete, update, tagged=False)


def rules_of(props: Properties, direction: str) -> list[dict[str, Any]]:
    group_id = props.get("GroupId", "")
    group = ec2._security_groups.get(group_id)
    if group is None:
        raise ValueError(f"The security group '{group_id}' does not exist (Service: Ec2, Status Code: 400)")
    return group[direction]


def rule_of(props: Properties) -> dict[str, Any]:
    return provisioners._ec2_sg_permissions([props])[0]


def describe(rule: dict[str, Any]) -> str:
    peers = [peer.get("CidrIp") for peer in rule["IpRanges"]] + [
        pair.get("GroupId") for pair in rule["UserIdGroupPairs"]
    ]
    ports = f"from port: {rule.get('FromPort')}, to port: {rule.get('ToPort')}"
    return f"peer: {', '.join(filter(None, peers))}, {rule['IpProtocol'].upper()}, {ports}, ALLOW"
