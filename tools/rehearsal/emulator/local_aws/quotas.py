"""The Elastic IPs that an account may have, and DescribeAccountAttributes, which says how many."""

from typing import Any

from ministack.services import ec2

from .resource_handlers import Properties, refuse

# EC2 user guide, "Elastic IP address quota".
MAX_ELASTIC_IPS = 5


def apply() -> None:
    refuse("AWS::EC2::EIP", one_too_many)
    ec2._ACTION_MAP["DescribeAccountAttributes"] = describe_account_attributes


def one_too_many(_props: Properties, public_ip: str | None) -> None:
    if public_ip is None and len(ec2._addresses) >= MAX_ELASTIC_IPS:
        raise ValueError("The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400)")


def describe_account_attributes(_params: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    return ec2._xml(
        200,
        "DescribeAccountAttributesResponse",
        "<accountAttributeSet><item><attributeName>vpc-max-elastic-ips</attributeName><attributeValueSet><item>"
        f"<attributeValue>{MAX_ELASTIC_IPS}</attributeValue>"
        "</item></attributeValueSet></item></accountAttributeSet>",
    )
