"""The event that a load balancer makes of a request, as the ELB user guide has it ("Lambda functions as targets")."""

import base64
from typing import Any

PLAIN_TYPES = ("application/json", "application/javascript", "application/xml")


def build(
    target_group_arn: str,
    method: str,
    path: str,
    query: str,
    headers: dict[str, str],
    body: bytes,
    multi_value: bool,
) -> dict[str, Any]:
    """Path and query as they came, not decoded. The multi-value fields come instead of the single ones."""
    headers = {name.lower(): value for name, value in headers.items()}
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    text, is_base64 = encode(body, headers)
    event: dict[str, Any] = {
        "requestContext": {"elb": {"targetGroupArn": target_group_arn}},
        "httpMethod": method.upper(),
        "path": path,
        "body": text,
        "isBase64Encoded": is_base64,
    }
    if multi_value:
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            values.setdefault(name, []).append(value)
        return event | {
            "multiValueQueryStringParameters": values,
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
        }
    return event | {"queryStringParameters": dict(pairs), "headers": headers}


def encode(body: bytes, headers: dict[str, str]) -> tuple[str, bool]:
    if not body:
        return "", False
    content_type = headers.get("content-type", "").split(";")[0].strip().lower()
    is_plain = content_type.startswith("text/") or content_type in PLAIN_TYPES
    if is_plain and "content-encoding" not in headers:
        return body.decode("utf-8", errors="replace"), False
    return base64.b64encode(body).decode(), True
