"""All patches, by concern. Applied once, before the emulator serves."""

from . import (
    containers,
    deploy_rights,
    endpoints,
    flow_logs,
    functions,
    http_apis,
    interfaces,
    ip_targets,
    lambda_targets,
    listeners,
    load_balancers,
    names,
    nat_gateways,
    quotas,
    security_group_rules,
    stacks,
    target_groups,
    token_signatures,
    type_schemas,
    vpcs,
    web_acls,
)


def apply() -> None:
    for concern in (
        vpcs,
        nat_gateways,
        quotas,
        security_group_rules,
        endpoints,
        interfaces,
        flow_logs,
        load_balancers,
        target_groups,
        listeners,
        names,
        containers,
        deploy_rights,
        functions,
        stacks,
        type_schemas,
        http_apis,
        ip_targets,
        lambda_targets,
        web_acls,
        token_signatures,
    ):
        concern.apply()
