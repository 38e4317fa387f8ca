"""Target groups: their targets, the multi-value switch, and what a name may be."""

from ministack.services import alb
from ministack.services.cloudformation import provisioners

from .resource_handlers import Properties, complete, refuse

TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
MAX_NAME_LENGTH = 32


def apply() -> None:
    refuse(TARGET_GROUP, wrong_name)
    complete(TARGET_GROUP, register_targets)


def wrong_name(props: Properties, arn: str | None) -> None:
    name = props.get("Name")
    if not name:
        return
    if len(name) > MAX_NAME_LENGTH:
        raise provisioners._elbv2_handler_error(
            f"Target group name '{name}' cannot be longer than '{MAX_NAME_LENGTH}' characters"
        )
    others = [group for group in alb._tgs.values() if group["TargetGroupArn"] != arn]
    if any(group["TargetGroupName"] == name for group in others):
        raise provisioners._elbv2_handler_error(
            f"A target group with the same name '{name}' exists, but with different settings"
        )


def register_targets(arn: str, props: Properties) -> None:
    if "Targets" in props:
        alb._targets[arn] = [register(target) for target in props["Targets"]]
    # osls writes lambda.multi_value_headers.enabled as a JSON boolean.
    for attribute in alb._tg_attrs.get(arn, []):
        if isinstance(attribute["Value"], bool):
            attribute["Value"] = str(attribute["Value"]).lower()


def register(target: Properties) -> Properties:
    return {"Id": target["Id"], **({"Port": int(target["Port"])} if target.get("Port") else {})}
