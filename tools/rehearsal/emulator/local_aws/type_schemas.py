"""DescribeType, which says what CloudFormation knows of a resource type: of those that somebody asks for, in short."""

import json
from typing import Any

from ministack.services.cloudformation import handlers, helpers

# The names of properties alone.
SCHEMAS = {"AWS::EC2::NatGateway": ["AllocationId", "AvailabilityMode", "ConnectivityType", "SubnetId", "VpcId"]}


def apply() -> None:
    handlers._ACTION_HANDLERS["DescribeType"] = describe_type


def describe_type(params: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    name = helpers._p(params, "TypeName")
    if name not in SCHEMAS:
        return helpers._error("TypeNotFoundException", f"The type '{name}' cannot be found.", 404)
    schema = json.dumps({"typeName": name, "properties": {key: {} for key in SCHEMAS[name]}})
    inner = f"<Type>RESOURCE</Type><TypeName>{name}</TypeName><Schema>{helpers._esc(schema)}</Schema>"
    return helpers._xml(200, "DescribeTypeResponse", f"<DescribeTypeResult>{inner}</DescribeTypeResult>")
