"""A load balancer by a name of Route 53, and the one listener of the port and protocol that a request came by."""

from typing import Any

from ministack import app
from ministack.services import alb, route53


def apply() -> None:
    may_be_for_one, find, dispatch = app._is_potential_alb_request, alb.find_lb_for_host, alb.dispatch_request

    app._is_potential_alb_request = lambda host, path: may_be_for_one(host, path) or alias_of(host) is not None
    alb.find_lb_for_host = lambda host: find(alias_of(host) or host)

    async def dispatch_to_listener(
        lb: dict[str, Any], method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any],
        port: int = 80, **rest: Any,
    ) -> Any:
        # The emulator would take any other listener; what ends TLS (tls-front.ts) says so in this header.
        protocol = "HTTPS" if headers.get("x-forwarded-proto") == "https" else "HTTP"
        if not listens(lb, port, protocol):
            return 503, {"Content-Type": "text/plain"}, f"nothing listens for {protocol} on {port}".encode()
        return await dispatch(lb, method, path, headers, body, query, port, **rest)

    alb.dispatch_request = dispatch_to_listener


def listens(load_balancer: dict[str, Any], port: int, protocol: str) -> bool:
    return any(
        listener["LoadBalancerArn"] == load_balancer["LoadBalancerArn"]
        and int(listener["Port"]) == port
        and listener["Protocol"] == protocol
        for listener in alb._listeners.values()
    )


def alias_of(host: str) -> str | None:
    """The name that the alias record of a host leads to."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    for records in route53._records.values():
        for record in records:
            if record["Name"] == f"{name.lower()}." and "AliasTarget" in record:
                return str(record["AliasTarget"]["DNSName"]).rstrip(".")
    return None
