"""A web ACL before a load balancer: the emulator has the calls, and not CloudFormation's type. Nothing is counted."""

from ministack.services import waf

from .resource_handlers import Attributes, Properties, add


def apply() -> None:
    add("AWS::WAFv2::WebACLAssociation", associate, disassociate, tagged=False)


def associate(_logical_id: str, props: Properties, _stack_name: str) -> tuple[str, Attributes]:
    resource, acl = props["ResourceArn"], props["WebACLArn"]
    status, _, body = waf._associate_web_acl(props)
    if status >= 400:
        raise ValueError(body.decode())
    return f"{resource}|{acl}", {}


def disassociate(physical_id: str, _props: Properties) -> None:
    waf._disassociate_web_acl({"ResourceArn": physical_id.split("|")[0]})
