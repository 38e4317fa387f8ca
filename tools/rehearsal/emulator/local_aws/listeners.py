"""Listeners and their rules: what a fixed response may be, and one rule per priority."""

from ministack.services import alb
from ministack.services.cloudformation import provisioners

from .resource_handlers import Properties, refuse

LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
LISTENER_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"

# ELB API reference, FixedResponseActionConfig.
CONTENT_TYPES = ("text/html", "application/json", "application/javascript", "text/css", "text/plain")
MAX_MESSAGE_BYTES = 1024


def apply() -> None:
    refuse(LISTENER, lambda props, _arn: wrong_fixed_response(props.get("DefaultActions")))
    refuse(LISTENER_RULE, lambda props, _arn: wrong_fixed_response(props.get("Actions")))
    refuse(LISTENER_RULE, priority_in_use)


def wrong_fixed_response(actions: list[Properties] | None) -> None:
    for action in actions or []:
        response = action.get("FixedResponseConfig") or {}
        content_type = response.get("ContentType", "text/plain")
        if content_type not in CONTENT_TYPES:
            allowed = ", ".join(f"'{allowed_type}'" for allowed_type in CONTENT_TYPES)
            raise provisioners._elbv2_handler_error(f"The ContentType must be one of:{allowed}")
        if len(str(response.get("MessageBody", "")).encode()) > MAX_MESSAGE_BYTES:
            raise provisioners._elbv2_handler_error(
                f"The length of the fixed response message body must be at most {MAX_MESSAGE_BYTES} bytes"
            )


def priority_in_use(props: Properties, arn: str | None) -> None:
    listener, priority = props.get("ListenerArn"), str(props.get("Priority", 1))
    for rule in alb._rules.values():
        if rule["RuleArn"] != arn and rule["ListenerArn"] == listener and rule["Priority"] == priority:
            raise provisioners._elbv2_handler_error(f"Priority '{priority}' is currently in use")
