"""Turns pydantic's validation errors into problems with the place in the file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.data.problems import Problem
from generator.data.strict_yaml import Node, locate
from generator.data.suggestions import as_amount, as_day, as_flag, as_id, nearest
from generator.model.records import Record

PYDANTIC_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "literal_error": "not-allowed-value",
    "tuple_type": "expected-list",
    "dict_type": "expected-mapping",
    "model_type": "expected-mapping",
}
"""Problem codes for pydantic's own error types; errors raised by our records have problem codes already."""

SUGGESTIONS: Mapping[str, Callable[[str], str]] = {
    "bad-id": as_id,
    "bad-date": as_day,
    "bad-number": as_amount,
    "bad-flag": as_flag,
    "expected-list": str,
}
"""For each problem code, the function that guesses what a malformed text was meant to be."""

ABOUT_SPELLING = ("bad-", "no-such-date", "not-allowed-value")
"""Prefixes of codes about the form of a text. If a list or mapping was found, the problem is another one."""


def record_problems(
    error: ValidationError,
    path: str,
    node: Node,
    model: type[Record],
    *,
    prefix: tuple[str, ...],
    reported: frozenset[str],
) -> list[Problem]:
    """Return the problems of one record, each mistake once.

    Args:
        error: The error from validating the record.
        path: The file.
        node: The part of the file that the record was read from.
        model: The record's class.
        prefix: Keys and 1-based positions that lead to the record in the file.
        reported: Fields that have a problem already. A key whose value the YAML loader rejected is absent
            from `node`; it must not be reported as missing too.
    """
    errors = [(_code(item), _params(item, model), item["loc"]) for item in error.errors(include_url=False)]
    # A misspelt key is one mistake: do not also report the key it was meant to be as missing.
    meant = {(*loc[:-1], params["near"]) for code, params, loc in errors if code == "unknown-field"}
    found = []
    for code, params, loc in errors:
        whole = (*loc, *_inside(params.pop("at", "")))
        name = ".".join((*prefix, *(str(part + 1) if isinstance(part, int) else part for part in whole)))
        if code == "missing-field" and (loc in meant or name in reported):
            continue
        mark = locate(node, whole, key=code == "unknown-field")
        found.append(Problem.make(path, mark, name, code, **params))
    return found


def _inside(at: str) -> tuple[str | int, ...]:
    """Parse the path in a record's own error (the `at` of `scalars.fail`, ``uncertain.0``)."""
    return tuple(int(part) if part.isdecimal() else part for part in at.split(".") if part)


def _code(item: ErrorDetails) -> str:
    code = PYDANTIC_CODES.get(item["type"], item["type"])
    misplaced = code.startswith(ABOUT_SPELLING) and isinstance(item["input"], list | dict)
    return "expected-text" if misplaced else code


def _params(item: ErrorDetails, model: type[Record]) -> dict[str, str]:
    """Return the values for the placeholders of the problem's message."""
    code = _code(item)
    text = item["input"] if isinstance(item["input"], str) else ""
    params = {"value": text} | {name: str(value) for name, value in item.get("ctx", {}).items()}
    if code in {"unknown-field", "missing-field"}:
        params["value"] = str(item["loc"][-1])
    if code == "unknown-field":
        params["allowed"] = ", ".join(_fields_at(model, item["loc"][:-1]))
    if code == "not-allowed-value":
        params["allowed"] = params.pop("expected").replace("'", "").replace(" or ", ", ")
    if "allowed" in params:
        params["near"] = nearest(params["value"], params["allowed"].split(", "))
    elif code in SUGGESTIONS:
        params["near"] = SUGGESTIONS[code](text)
    return params


def _fields_at(model: type[Record], loc: Iterable[str | int]) -> list[str]:
    """Return the keys allowed in the mapping at a place inside a record."""
    current: type[Record] | None = model
    for part in loc:
        if current is not None and isinstance(part, str):
            named = {field.alias or name: field for name, field in current.model_fields.items()}
            current = _record_in(named[part].annotation)
    return [] if current is None else [field.alias or name for name, field in current.model_fields.items()]


def _record_in(annotation: Any) -> type[Record] | None:
    """Return the record class in a field's annotation, directly or inside a list or union; None if none."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    found = (_record_in(inner) for inner in getattr(annotation, "__args__", ()))
    return next((record for record in found if record is not None), None)
