"""Targets by their addresses. In a network of packets the way to one is in there, and src/network/target-front.ts has it."""

import os
from pathlib import Path
from typing import Any

from ministack.services import alb

WAY = "x-rehearsal-way"


def apply() -> None:
    proxy = alb._proxy_http_target

    async def proxy_inside(
        target: dict[str, Any], tg: dict[str, Any], method: str, path: str, headers: dict[str, str], *rest: Any
    ) -> Any:
        port = front_port()
        if port is None:
            return await proxy(target, tg, method, path, headers, *rest)
        balancer = tg["LoadBalancerArns"][0]
        way = f"{balancer} {target['Id']} {target.get('Port', tg['Port'])}"
        front = {"Id": "127.0.0.1", "Port": port}
        return await proxy(front, tg, method, path, {**headers, WAY: way}, *rest)

    alb._proxy_http_target = proxy_inside


def front_port() -> int | None:
    """Undefined until there is a network around this account."""
    file = Path(os.environ.get("FUNCTION_PLACES", "")) / "target-front"
    return int(file.read_text(encoding="ascii")) if file.is_file() else None
