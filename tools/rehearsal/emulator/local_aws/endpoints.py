"""What DescribeVpcEndpoints leaves out of an interface endpoint: private DNS, security groups."""

from typing import Any

from ministack.services import ec2


def apply() -> None:
    short_xml = ec2._vpce_fields_xml

    def whole_xml(endpoint: dict[str, Any], tag: str = "item") -> str:
        end = f"</{tag}>"
        return short_xml(endpoint, tag).rstrip().removesuffix(end) + left_out(endpoint) + end

    ec2._vpce_fields_xml = whole_xml


def left_out(endpoint: dict[str, Any]) -> str:
    private_dns = str(endpoint["PrivateDnsEnabled"]).lower()
    groups = "".join(f"<item>{group_xml(group_id)}</item>" for group_id in endpoint["SecurityGroupIds"])
    return f"<privateDnsEnabled>{private_dns}</privateDnsEnabled><groupSet>{groups}</groupSet>"


def group_xml(group_id: str) -> str:
    name = ec2._security_groups.get(group_id, {}).get("GroupName", "")
    return f"<groupId>{group_id}</groupId><groupName>{name}</groupName>"
