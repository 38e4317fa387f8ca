"""Which emulator the patches are made for, and the parts of its inside that they touch.

A new version may move any of them; what moved is said in one line here, instead of as a strange answer later.
"""

import importlib
import inspect
from importlib.metadata import version

PACKAGE = "ministack"
VERSION = "1.5.33"

# Module -> name -> leading parameters of a function, or None for a value.
INTERNALS: dict[str, dict[str, tuple[str, ...] | None]] = {
    "ministack.app": {"main": (), "_is_potential_alb_request": ("host", "path")},
    "ministack.services.cloudformation": {"_stacks": None, "_exports": None},
    "ministack.core.arn": {"parse_arn": None},
    "ministack.core.concurrency": {"run_reentrant": None},
    "ministack.services.cloudformation.changesets": {
        "_resolve_parameters": ("template", "provided_params", "previous_params"),
    },
    "ministack.services.cloudformation.handlers": {
        "_imported_export_names": ("stack", "stack_name"),
        "_resolve_parameters": ("template", "provided_params", "previous_params"),
    },
    "ministack.services.cloudformation.provisioners": {
        "_RESOURCE_HANDLERS": None,
        "_STACK_TAG_PROPERTY": None,
        "_ec2_apply_tags": ("physical_id", "props", "old_props"),
        "_ec2_sg_permissions": ("rules",),
        "_elbv2_handler_error": ("message",),
        "_pascal_to_camel": None,
    },
    "ministack.services.cloudformation.stacks": {
        "_resolve_refs": ("value", "resources", "params"),
        "_resolve_stack_outputs": (
            "outputs_defs",
            "conditions",
            "resources",
            "param_values",
            "mappings",
            "stack_name",
            "stack_id",
        ),
    },
    "ministack.services.ec2": {
        "_addresses": None,
        "_flow_logs": None,
        "_nat_gateways": None,
        "_network_interfaces": None,
        "_security_groups": None,
        "_subnets": None,
        "_vpcs": None,
        "_ACTION_MAP": None,
        "_DEFAULT_IGW_ID": None,
        "_DEFAULT_RTB_ID": None,
        "_DEFAULT_VPC_ID": None,
        "_create_vpc_endpoint": ("p",),
        "_describe_nat_gateways": ("params",),
        "_eni_fields_xml": ("eni", "tag"),
        "_now_ts": (),
        "_p": ("params", "key", "default"),
        "_parse_filters": ("params",),
        "_parse_member_list": ("params", "prefix"),
        "_random_ip": ("prefix",),
        "_init_defaults": (),
        "_internet_gateways": None,
        "_route_tables": None,
        "_rules_match": ("a", "b"),
        "_tags": None,
        "_vpc_endpoints": None,
        "_vpc_fields_xml": ("vpc", "tag"),
        "_vpce_fields_xml": ("ep", "tag"),
        "_xml": ("status", "root_tag"),
    },
    "ministack.services.apigateway": {
        "_apis": None,
        "_stages": None,
        "_verify_rs256_signature": ("token", "jwk"),
    },
    "ministack.services.alb": {
        "_ACTION_MAP": None,
        "_delete_lb": ("params",),
        "_error": ("code", "message"),
        "_lb_attrs": None,
        "_lb_xml": ("lb",),
        "_lbs": None,
        "_listeners": None,
        "dispatch_request": ("lb", "method", "path", "headers", "body", "query_params", "port"),
        "find_lb_for_host": ("host",),
        "_rules": None,
        "_targets": None,
        "_tg_attrs": None,
        "_tgs": None,
        "_proxy_http_target": ("target", "tg", "method", "path", "headers"),
        "_forward_to_tg": ("tg_arn", "method", "path", "headers", "body", "query_params"),
    },
    "ministack.services.route53": {"_records": None},
    "ministack.services.ecs": {
        "_reconcile_service_tasks": ("cluster_name", "svc_key"),
        "_services": None,
        "_task_defs": None,
    },
    "ministack.services.lambda_svc": {
        "_functions": None,
        "_execute_function_with_config_scope": ("func", "event"),
        "_vpc_config_with_id": ("request_config",),
        "_execution_record_for_config": ("func", "config"),
        "_get_func_record_for_ref_in_scope": ("function_ref",),
    },
    "ministack.services.iam": {"_now": (), "_oidc_providers": None, "_policies": None, "_roles": None},
    "ministack.services.waf": {"_associate_web_acl": ("data",), "_disassociate_web_acl": ("data",)},
}


class UnexpectedEmulatorError(Exception):
    """The installed emulator is not the one that the patches are made for."""


def check() -> None:
    """Raises UnexpectedEmulatorError, one line, when a version or an internal differs."""
    installed = version(PACKAGE)
    if installed != VERSION:
        raise UnexpectedEmulatorError(
            f"found {PACKAGE} {installed}, expected {VERSION}: the patches are made for that version"
        )
    for module_name, names in INTERNALS.items():
        module = importlib.import_module(module_name)
        for name, parameters in names.items():
            check_internal(module, name, parameters)


def check_internal(module: object, name: str, parameters: tuple[str, ...] | None) -> None:
    where = f"{PACKAGE} {VERSION} has changed inside: {getattr(module, '__name__', module)}.{name}"
    found = getattr(module, name, None)
    if found is None:
        raise UnexpectedEmulatorError(f"{where} is gone")
    if parameters is None:
        return
    actual = tuple(inspect.signature(found).parameters)[: len(parameters)]
    if actual != parameters:
        raise UnexpectedEmulatorError(f"{where} takes {actual}, expected {parameters}")
