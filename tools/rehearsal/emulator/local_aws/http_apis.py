"""HTTP APIs: the caller is told the request id that the function is told, as on AWS; a stage tells its throttling, an
API its CORS."""

import base64
import secrets
from typing import Any

from ministack.services import apigateway, lambda_svc
from ministack.services.cloudformation import provisioners

from .resource_handlers import Properties, complete

REQUEST_ID_HEADER = "apigw-requestid"


def apply() -> None:
    complete("AWS::ApiGatewayV2::Api", name_cors)
    complete("AWS::ApiGatewayV2::Stage", name_settings)
    tell_request_id()


def name_cors(api_id: str, props: Properties) -> None:
    """As name_settings. An API that no longer has it answers no question of a browser."""
    api = apigateway._apis[api_id]
    api.pop("corsConfiguration", None)
    if cors := props.get("CorsConfiguration"):
        api["corsConfiguration"] = provisioners._pascal_to_camel(cors)


def name_settings(stage_name: str, props: Properties) -> None:
    """A template writes ThrottlingRateLimit, the API throttlingRateLimit."""
    stage = apigateway._stages[props["ApiId"]][stage_name]
    settings = props.get("DefaultRouteSettings") or {}
    stage["defaultRouteSettings"] = {name[0].lower() + name[1:]: value for name, value in settings.items()}


def tell_request_id() -> None:
    execute = lambda_svc._execute_function_with_config_scope

    def identified(function: dict[str, Any], event: Any, *rest: Any) -> dict[str, Any]:
        if not is_http_api_event(event):
            return execute(function, event, *rest)
        request_id = base64.urlsafe_b64encode(secrets.token_bytes(11)).decode()
        event["requestContext"]["requestId"] = request_id
        result = execute(function, event, *rest)
        answer = result.get("body")
        if isinstance(answer, dict) and "statusCode" in answer:
            answer["headers"] = {**(answer.get("headers") or {}), REQUEST_ID_HEADER: request_id}
        return result

    lambda_svc._execute_function_with_config_scope = identified


def is_http_api_event(event: Any) -> bool:
    return isinstance(event, dict) and event.get("version") == "2.0" and "http" in event.get("requestContext", {})
