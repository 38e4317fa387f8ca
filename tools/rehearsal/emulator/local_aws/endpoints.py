"""What ministack leaves out of VPC endpoints: private DNS, security groups, and the filter by VPC."""

from typing import Any

from ministack.services import ec2


def apply() -> None:
    short_xml = ec2._vpce_fields_xml
    create = ec2._create_vpc_endpoint

    def whole_xml(endpoint: dict[str, Any], tag: str = "item") -> str:
        end = f"</{tag}>"
        return short_xml(endpoint, tag).rstrip().removesuffix(end) + left_out(endpoint) + end

    def create_endpoint(params: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        known = set(ec2._vpc_endpoints)
        answer = create(params)
        for endpoint_id in set(ec2._vpc_endpoints) - known:
            endpoint = ec2._vpc_endpoints[endpoint_id]
            endpoint["PrivateDnsEnabled"] = ec2._p(params, "PrivateDnsEnabled") == "true"
            endpoint["SecurityGroupIds"] = ec2._parse_member_list(params, "SecurityGroupId")
        return answer

    def describe(params: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        ids = ec2._parse_member_list(params, "VpcEndpointId")
        vpc_ids = ec2._parse_filters(params).get("vpc-id")
        items = "".join(
            whole_xml(endpoint)
            for endpoint in ec2._vpc_endpoints.values()
            if (not ids or endpoint["VpcEndpointId"] in ids) and (not vpc_ids or endpoint["VpcId"] in vpc_ids)
        )
        return ec2._xml(200, "DescribeVpcEndpointsResponse", f"<vpcEndpointSet>{items}</vpcEndpointSet>")

    ec2._vpce_fields_xml = whole_xml
    ec2._ACTION_MAP["CreateVpcEndpoint"] = create_endpoint
    ec2._ACTION_MAP["DescribeVpcEndpoints"] = describe


def left_out(endpoint: dict[str, Any]) -> str:
    private_dns = str(endpoint.get("PrivateDnsEnabled", False)).lower()
    groups = "".join(f"<item>{group_xml(group_id)}</item>" for group_id in endpoint.get("SecurityGroupIds", []))
    return f"<privateDnsEnabled>{private_dns}</privateDnsEnabled><groupSet>{groups}</groupSet>"


def group_xml(group_id: str) -> str:
    name = ec2._security_groups.get(group_id, {}).get("GroupName", "")
    return f"<groupId>{group_id}</groupId><groupName>{name}</groupName>"
