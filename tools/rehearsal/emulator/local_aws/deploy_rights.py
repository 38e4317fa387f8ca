"""Who may deploy: a provider of OpenID Connect as CloudFormation's type, and the boundary of a role, which is dropped."""

from ministack.core.responses import get_account_id
from ministack.services import iam

from .resource_handlers import Attributes, Properties, add, complete, refuse


def apply() -> None:
    add("AWS::IAM::OIDCProvider", create_provider, delete_provider, tagged=False)
    refuse("AWS::IAM::Role", boundary_is_missing)
    complete("AWS::IAM::Role", keep_boundary)


def create_provider(_logical_id: str, props: Properties, _stack_name: str) -> tuple[str, Attributes]:
    url = props["Url"]
    arn = f"arn:aws:iam::{get_account_id()}:oidc-provider/{url.removeprefix('https://')}"
    if arn in iam._oidc_providers:
        raise ValueError(f"Provider with url {url} already exists. (Service: Iam, Status Code: 409)")
    iam._oidc_providers[arn] = {
        "Url": url,
        "ClientIDList": props.get("ClientIdList", []),
        "ThumbprintList": props.get("ThumbprintList", []),
        "Arn": arn,
        "CreateDate": iam._now(),
        "Tags": [],
    }
    return arn, {"Arn": arn}


def delete_provider(physical_id: str, _props: Properties) -> None:
    iam._oidc_providers.pop(physical_id, None)


def boundary_is_missing(props: Properties, _role: str | None) -> None:
    arn = props.get("PermissionsBoundary")
    if arn and arn not in iam._policies:
        raise ValueError(f"Scope ARN: {arn} does not exist or is not attachable. (Service: Iam, Status Code: 404)")


def keep_boundary(role: str, props: Properties) -> None:
    iam._roles[role]["PermissionsBoundary"] = props.get("PermissionsBoundary", "")
