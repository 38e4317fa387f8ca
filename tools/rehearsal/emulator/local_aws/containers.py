"""ECS: what CloudFormation hands over and the emulator drops, and what others see of the tasks of a service.

No task is ever started here: with no Docker that would only fail.
"""

import secrets
from typing import Any

from ministack.services import alb, ecs
from ministack.services.cloudformation import provisioners

from . import interfaces
from .resource_handlers import Properties, complete, refuse, refuse_delete

SERVICE = "AWS::ECS::Service"
TASK_DEFINITION = "AWS::ECS::TaskDefinition"


def apply() -> None:
    ecs._reconcile_service_tasks = lambda _cluster_name, service_key: place_tasks(ecs._services[service_key])
    refuse(SERVICE, group_without_load_balancer)
    refuse_delete(SERVICE, remove_tasks)
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


def place_tasks(service: dict[str, Any]) -> None:
    """An interface for each desired task, one subnet after another, and a target that is its address."""
    config = (service.get("networkConfiguration") or {}).get("awsvpcConfiguration")
    if not config:
        return
    attachments = attachments_of(service["serviceArn"])
    remove_tasks(service["serviceArn"])
    addresses = [
        interfaces.add(
            config["subnets"][index % len(config["subnets"])],
            config.get("securityGroups") or [],
            attachments + secrets.token_hex(16),
            "interface",
            public=config.get("assignPublicIp") == "ENABLED",
        )
        for index in range(service["desiredCount"])
    ]
    for load_balancer in service.get("loadBalancers") or []:
        alb._targets[load_balancer["targetGroupArn"]] = [
            {"Id": address, "Port": load_balancer["containerPort"]} for address in addresses
        ]


def remove_tasks(service_arn: str) -> None:
    for interface in interfaces.described(attachments_of(service_arn)):
        interfaces.remove(interface)


def attachments_of(service_arn: str) -> str:
    """How the descriptions of the tasks' interfaces begin. On AWS they do not say of which service they are."""
    return service_arn.replace(":service/", ":attachment/") + "/"


def complete_service(arn: str, props: Properties) -> None:
    service = service_of(arn)
    for name in ("HealthCheckGracePeriodSeconds", "EnableExecuteCommand", "PlatformVersion", "PropagateTags"):
        if name in props:
            service[name[0].lower() + name[1:]] = props[name]


def service_of(arn: str) -> dict[str, Any]:
    service: dict[str, Any] = ecs._services["/".join(arn.split("/")[-2:])]
    return service


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
