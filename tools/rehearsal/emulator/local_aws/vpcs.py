"""`!GetAtt Vpc.CidrBlock`, without which a template that uses it rolls back."""

from ministack.services import ec2

from .resource_handlers import Attributes, Properties, complete


def apply() -> None:
    complete("AWS::EC2::VPC", attributes)


def attributes(vpc_id: str, _props: Properties) -> Attributes:
    return {"CidrBlock": ec2._vpcs[vpc_id]["CidrBlock"], "CidrBlockAssociations": [], "Ipv6CidrBlocks": []}
