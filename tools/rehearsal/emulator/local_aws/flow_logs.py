"""AWS::EC2::FlowLog: the record of it. No connection is ever written down: there is no network."""

from ministack.services import ec2
from ministack.services.cloudformation import provisioners

from .resource_handlers import Attributes, Properties, add, new_id


def apply() -> None:
    add("AWS::EC2::FlowLog", create, delete)


def create(_logical_id: str, props: Properties, _stack_name: str) -> tuple[str, Attributes]:
    flow_log_id = new_id("fl")
    ec2._flow_logs[flow_log_id] = {
        "FlowLogId": flow_log_id,
        "ResourceId": props["ResourceId"],
        "ResourceType": props.get("ResourceType", "VPC"),
        "TrafficType": props.get("TrafficType", "ALL"),
        "LogDestinationType": props.get("LogDestinationType", "cloud-watch-logs"),
        "LogDestination": props.get("LogDestination") or props.get("LogGroupName"),
        "FlowLogStatus": "ACTIVE",
        "CreationTime": ec2._now_ts(),
    }
    provisioners._ec2_apply_tags(flow_log_id, props)
    return flow_log_id, {"Id": flow_log_id}


def delete(flow_log_id: str, _props: Properties) -> None:
    ec2._flow_logs.pop(flow_log_id, None)
    ec2._tags.pop(flow_log_id, None)
