"""What a load balancer makes of a function's answer, and its own error pages."""

import base64
import binascii
import json
import re
from http import HTTPStatus
from typing import Any

# 1 MB of the ELB user guide ("Lambda functions as targets", limits), for a request's body and for an answer's JSON.
MAX_BYTES = 1_000_000
STATUS_DESCRIPTION = re.compile(r"\d{3} .+")

HttpAnswer = tuple[int, dict[str, Any], bytes]


class UnreadableAnswerError(Exception):
    """The function's answer is nothing that a load balancer can pass on: 502."""


def error_page(status: HTTPStatus) -> HttpAnswer:
    title = "Request Entity Too Large" if status == 413 else status.phrase
    page = (
        f"<html>\r\n<head><title>{status.value} {title}</title></head>\r\n"
        f"<body>\r\n<center><h1>{status.value} {title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
    return status.value, {"Content-Type": "text/html"}, page.encode()


def read(answer: object, multi_value: bool) -> HttpAnswer:
    """Raises UnreadableAnswerError."""
    if not isinstance(answer, dict):
        raise UnreadableAnswerError(f"the answer is {type(answer).__name__}")
    if len(json.dumps(answer, ensure_ascii=False).encode()) > MAX_BYTES:
        raise UnreadableAnswerError("the answer is over 1 MB")
    status, description = answer.get("statusCode"), answer.get("statusDescription", "200 OK")
    if type(status) is not int or not 100 <= status <= 599:
        raise UnreadableAnswerError(f"statusCode is {status!r}")
    if not isinstance(description, str) or not STATUS_DESCRIPTION.fullmatch(description):
        raise UnreadableAnswerError(f"statusDescription is {description!r}")
    headers = read_multi_headers(answer) if multi_value else read_headers(answer)
    return status, headers, read_body(answer)


def read_headers(answer: dict[str, Any]) -> dict[str, Any]:
    headers = answer.get("headers", {})
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise UnreadableAnswerError("headers are not strings by name")
    return headers


def read_multi_headers(answer: dict[str, Any]) -> dict[str, Any]:
    headers = answer.get("multiValueHeaders", {})
    if not isinstance(headers, dict) or not all(is_list_of_strings(values) for values in headers.values()):
        raise UnreadableAnswerError("multiValueHeaders are not lists of strings by name")
    return {name: values[0] if len(values) == 1 else values for name, values in headers.items()}


def is_list_of_strings(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def read_body(answer: dict[str, Any]) -> bytes:
    body, is_base64 = answer.get("body", ""), answer.get("isBase64Encoded", False)
    if not isinstance(body, str) or not isinstance(is_base64, bool):
        raise UnreadableAnswerError("body is not a string, or isBase64Encoded no boolean")
    if not is_base64:
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise UnreadableAnswerError("body is not base64") from error
