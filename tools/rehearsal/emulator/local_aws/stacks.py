"""What CloudFormation refuses of parameters and exports."""

import re
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, handlers, stacks

EXPORT_NOT_FOUND = re.compile(r"Export '(.*)' not found")


def apply() -> None:
    for module in (handlers, changesets):
        module._resolve_parameters = refuse_unknown_parameters(module._resolve_parameters)
    stacks._resolve_refs = name_missing_export(stacks._resolve_refs)
    stacks._resolve_stack_outputs = refuse_export_changes(stacks._resolve_stack_outputs)


def refuse_unknown_parameters(resolve: Any) -> Any:
    def checked(template: dict[str, Any], provided: list[dict[str, Any]], *previous: Any) -> Any:
        declared = template.get("Parameters", {})
        unknown = [sent["Key"] for sent in provided if sent.get("Key") and sent["Key"] not in declared]
        if unknown:
            raise ValueError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
        return resolve(template, provided, *previous)

    return checked


def name_missing_export(resolve: Any) -> Any:
    def named(*arguments: Any) -> Any:
        try:
            return resolve(*arguments)
        except ValueError as error:
            missing = EXPORT_NOT_FOUND.fullmatch(str(error))
            if missing is None:
                raise
            raise ValueError(f"No export named {missing[1]} found") from error

    return named


def refuse_export_changes(resolve: Any) -> Any:
    def checked(*arguments: Any) -> Any:
        outputs, exports = resolve(*arguments)
        stack_name, stack_id = arguments[5], arguments[6]
        for name in exports:
            owner = (cloudformation._exports.get(name) or {}).get("StackId", stack_id)
            if owner != stack_id:
                raise ValueError(f"Export with name {name} is already exported by stack {owner.split('/')[1]}")
        for output in cloudformation._stacks[stack_name]["Outputs"]:
            refuse_change(output, exports.get(output.get("ExportName", "")), stack_name)
        return outputs, exports

    return checked


def refuse_change(output: dict[str, str], new: dict[str, str] | None, stack_name: str) -> None:
    name = output.get("ExportName")
    if name is None or (new is not None and new["Value"] == output["OutputValue"]):
        return
    users = importers(name, stack_name)
    if users:
        change = "updated" if new else "deleted"
        raise ValueError(f"Export {name} cannot be {change} as it is in use by {' and '.join(users)}")


def importers(export_name: str, exporter: str) -> list[str]:
    return [
        name
        for name, stack in cloudformation._stacks.items()
        if name != exporter
        and not stack["StackStatus"].startswith("DELETE_")
        and export_name in handlers._imported_export_names(stack, name)
    ]
