"""ECS: what CloudFormation hands over and the emulator drops. Services are recorded; no task is ever started."""

from typing import Any

from ministack.services import alb, ecs
from ministack.services.cloudformation import provisioners

from .resource_handlers import Properties, complete, refuse

SERVICE = "AWS::ECS::Service"
TASK_DEFINITION = "AWS::ECS::TaskDefinition"


def apply() -> None:
    # With no Docker, starting tasks would only fail: a service keeps its number of desired tasks, and runs none.
    ecs._reconcile_service_tasks = lambda _cluster_name, _service_key: None
    refuse(SERVICE, group_without_load_balancer)
    complete(SERVICE, complete_service)
    complete(TASK_DEFINITION, complete_task_definition)


def group_without_load_balancer(props: Properties, _arn: str | None) -> None:
    for load_balancer in props.get("LoadBalancers") or []:
        arn = load_balancer["TargetGroupArn"]
        if not alb._tgs.get(arn, {}).get("LoadBalancerArns"):
            raise ValueError(
                f"Invalid request provided: CreateService error: The target group with targetGroupArn {arn} does not "
                "have an associated load balancer. (Service: AmazonECS; Status Code: 400; "
                "Error Code: InvalidParameterException)"
            )


def complete_service(arn: str, props: Properties) -> None:
    service: dict[str, Any] = ecs._services["/".join(arn.split("/")[-2:])]
    for name in ("HealthCheckGracePeriodSeconds", "EnableExecuteCommand", "PlatformVersion", "PropagateTags"):
        if name in props:
            service[name[0].lower() + name[1:]] = props[name]


def complete_task_definition(arn: str, props: Properties) -> None:
    task_definition: dict[str, Any] = ecs._task_defs[arn.split("/")[-1]]
    if "RuntimePlatform" in props:
        task_definition["runtimePlatform"] = provisioners._pascal_to_camel(props["RuntimePlatform"])
    # Text in the API, also where the template has a number.
    for name in ("cpu", "memory"):
        if name in task_definition:
            task_definition[name] = str(task_definition[name])
    for container in task_definition["containerDefinitions"]:
        if "linuxParameters" in container:
            container["linuxParameters"] = provisioners._pascal_to_camel(container["linuxParameters"])
