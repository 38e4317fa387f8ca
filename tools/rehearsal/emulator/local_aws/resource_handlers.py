"""How CloudFormation's resource types get what the emulator lacks: new types, checks before, completion after."""

import secrets
from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]
Attributes = dict[str, Any]
Create = Callable[[str, Properties, str], tuple[str, Attributes]]
Delete = Callable[[str, Properties], None]
Update = Callable[[str, Properties, Properties, str], tuple[str, Attributes]]

handlers: dict[str, dict[str, Any]] = provisioners._RESOURCE_HANDLERS


def new_id(prefix: str) -> str:
    """An id as EC2 gives them: `nat-0123456789abcdef0`."""
    return f"{prefix}-{secrets.token_hex(9)[:17]}"


def add(resource_type: str, create: Create, delete: Delete, update: Update | None = None, tagged: bool = True) -> None:
    """A type of its own. Without `update` a changed property replaces the resource."""
    handlers[resource_type] = {"create": create, "delete": delete} | ({"update": update} if update else {})
    if tagged:
        provisioners._STACK_TAG_PROPERTY[resource_type] = ("Tags", "list")


def refuse(resource_type: str, check: Callable[[Properties, str | None], None]) -> None:
    """`check(properties, physical id or None)` raises before anything is created or updated."""
    handler = handlers[resource_type]
    create, update = handler["create"], handler.get("update")

    def checked_create(logical_id: str, props: Properties, *rest: Any) -> tuple[str, Attributes]:
        check(props, None)
        return create(logical_id, props, *rest)

    def checked_update(physical_id: str, old: Properties, new: Properties, *rest: Any) -> tuple[str, Attributes]:
        check(new, physical_id)
        return update(physical_id, old, new, *rest)

    handler["create"] = checked_create
    if update:
        handler["update"] = checked_update


def refuse_delete(resource_type: str, check: Callable[[str], None]) -> None:
    """`check(physical id)` raises before anything is deleted."""
    delete = handlers[resource_type]["delete"]

    def checked_delete(physical_id: str, *rest: Any) -> None:
        check(physical_id)
        delete(physical_id, *rest)

    handlers[resource_type]["delete"] = checked_delete


def complete(resource_type: str, fix: Callable[[str, Properties], Attributes | None]) -> None:
    """`fix(physical id, properties)` does what was left out, and gives attributes for Fn::GetAtt."""
    handler = handlers[resource_type]
    create, update = handler["create"], handler["update"]

    def completed_create(logical_id: str, props: Properties, *rest: Any) -> tuple[str, Attributes]:
        physical_id, attributes = create(logical_id, props, *rest)
        return physical_id, {**attributes, **(fix(physical_id, props) or {})}

    def completed_update(physical_id: str, old: Properties, new: Properties, *rest: Any) -> tuple[str, Attributes]:
        new_physical_id, attributes = update(physical_id, old, new, *rest)
        return new_physical_id, {**attributes, **(fix(new_physical_id, new) or {})}

    handler["create"] = completed_create
    handler["update"] = completed_update
