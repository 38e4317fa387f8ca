"""`!GetAtt Vpc.CidrBlock`, without which a template that uses it rolls back; secondary ranges; VPCs of another account;
the default VPC as AWS makes it."""

from typing import Any

from ministack.services import ec2

from .resource_handlers import Attributes, Properties, complete, new_id, refuse

# A VPC with this tag is one that the account in it shares with this one.
OWNER_TAG = "shared-by"


def apply() -> None:
    init_defaults = ec2._init_defaults

    def init_as_aws() -> None:
        init_defaults()
        open_default_vpc()

    ec2._init_defaults = init_as_aws
    # The one of the first account is there since the import.
    open_default_vpc()
    complete("AWS::EC2::VPC", attributes)
    fields_xml = ec2._vpc_fields_xml

    def whole_xml(vpc: dict[str, Any], tag: str = "item") -> str:
        end = "</cidrBlockAssociationSet>"
        more = "".join(range_xml(each) for each in vpc.get("SecondaryRanges", []))
        text = fields_xml(vpc, tag).replace(end, more + end)
        own = f"<ownerId>{vpc['OwnerId']}</ownerId>"
        return text.replace(own, f"<ownerId>{owner_of(vpc['VpcId']) or vpc['OwnerId']}</ownerId>")

    ec2._vpc_fields_xml = whole_xml
    ec2._ACTION_MAP["AssociateVpcCidrBlock"] = associate
    for resource_type in ("AWS::EC2::Subnet", "AWS::EC2::RouteTable", "AWS::EC2::VPCEndpoint"):
        refuse(resource_type, refuse_shared)


def open_default_vpc() -> None:
    """VPC user guide, "Default VPCs": host names are on, and the main route table leads to the internet gateway."""
    ec2._vpcs[ec2._DEFAULT_VPC_ID]["EnableDnsHostnames"] = True
    routes = ec2._route_tables[ec2._DEFAULT_RTB_ID]["Routes"]
    if all(route["GatewayId"] != ec2._DEFAULT_IGW_ID for route in routes):
        way_out = {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": ec2._DEFAULT_IGW_ID}
        routes.append(way_out | {"State": "active", "Origin": "CreateRoute"})


def attributes(vpc_id: str, _props: Properties) -> Attributes:
    return {"CidrBlock": ec2._vpcs[vpc_id]["CidrBlock"], "CidrBlockAssociations": [], "Ipv6CidrBlocks": []}


def associate(params: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    vpc_id, cidr = ec2._p(params, "VpcId"), ec2._p(params, "CidrBlock")
    added = {"CidrBlock": cidr, "AssociationId": new_id("vpc-cidr-assoc")}
    ec2._vpcs[vpc_id].setdefault("SecondaryRanges", []).append(added)
    inner = f"<vpcId>{vpc_id}</vpcId>{range_xml(added, 'cidrBlockAssociation')}"
    return ec2._xml(200, "AssociateVpcCidrBlockResponse", inner)


def range_xml(added: dict[str, str], tag: str = "item") -> str:
    state = "<cidrBlockState><state>associated</state></cidrBlockState>"
    ids = f"<cidrBlock>{added['CidrBlock']}</cidrBlock><associationId>{added['AssociationId']}</associationId>"
    return f"<{tag}>{ids}{state}</{tag}>"


def owner_of(vpc_id: str) -> str | None:
    return next((tag["Value"] for tag in ec2._tags.get(vpc_id, []) if tag["Key"] == OWNER_TAG), None)


def refuse_shared(props: Properties, physical_id: str | None) -> None:
    """VPC user guide, "Share your VPC subnets with other accounts": a participant makes none of these."""
    if physical_id is None and (owner := owner_of(props.get("VpcId", ""))):
        raise ValueError(f"You are not authorized to perform this operation: {props['VpcId']} is of account {owner}")
