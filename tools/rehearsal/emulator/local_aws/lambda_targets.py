"""The load balancer's way to a function: event, limits, answer."""

import logging
from http import HTTPStatus
from typing import Any

from ministack.core.arn import parse_arn
from ministack.core.concurrency import run_reentrant
from ministack.services import alb, lambda_svc

from . import alb_answer, alb_event

logger = logging.getLogger("alb")


def apply() -> None:
    forward_elsewhere = alb._forward_to_tg

    async def forward(
        group_arn: str,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
        query_params: dict[str, Any],
        raw_query_string: str | None = None,
        raw_path: str | None = None,
    ) -> alb_answer.HttpAnswer:
        group = alb._tgs.get(group_arn) or {}
        if group.get("TargetType") != "lambda":
            return await forward_elsewhere(
                group_arn, method, path, headers, body, query_params, raw_query_string, raw_path
            )
        if len(body or b"") > alb_answer.MAX_BYTES:
            return alb_answer.error_page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        targets = alb._targets.get(group_arn, [])
        if not targets:
            return alb_answer.error_page(HTTPStatus.SERVICE_UNAVAILABLE)
        multi_value = has_multi_value_headers(group_arn)
        event = alb_event.build(
            group_arn, method, raw_path or path, raw_query_string or "", headers, body or b"", multi_value
        )
        try:
            return alb_answer.read(await invoke(targets[0]["Id"], group_arn, event), multi_value)
        except alb_answer.UnreadableAnswerError as error:
            logger.warning("502 for %s %s: %s", method, path, error)
            return alb_answer.error_page(HTTPStatus.BAD_GATEWAY)

    alb._forward_to_tg = forward


def has_multi_value_headers(group_arn: str) -> bool:
    attributes = {attribute["Key"]: attribute["Value"] for attribute in alb._tg_attrs.get(group_arn, [])}
    return attributes.get("lambda.multi_value_headers.enabled") == "true"


async def invoke(function_ref: str, group_arn: str, event: dict[str, Any]) -> object:
    """The function's answer. Raises UnreadableAnswerError when there is none: an error, a time-out, a throttle."""
    group = parse_arn(group_arn)
    function, config, name = lambda_svc._get_func_record_for_ref_in_scope(
        function_ref, account_id=group.account_id, region=group.region
    )
    if not function or not config:
        raise alb_answer.UnreadableAnswerError(f"there is no function {name}")
    record = lambda_svc._execution_record_for_config(function, config)
    result = await run_reentrant(
        lambda: lambda_svc._execute_function_with_config_scope(record, event),
        thread_name="ministack-alb-invoke",
    )
    if result.get("error") or result.get("throttle"):
        raise alb_answer.UnreadableAnswerError(f"the function failed: {result.get('body')}")
    return result.get("body")
