"""Types of single values in the data files: texts, ids, days, numbers and the like.

The strict YAML loader keeps every scalar as text; the types here check and convert it. A malformed value
raises a `PydanticCustomError` whose type is a code of the problem catalogue.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"
"""Ids are part of URLs and file names: lower-case ASCII, at most 64 characters."""

NUMBER_PATTERN = r"[0-9A-Za-zĐđ]{1,5}(\.[0-9A-Za-zĐđ]{1,4}){0,5}"
"""Numbers as printed, joined by dots: ``38``, ``1.1``, ``I.1``, ``3.b.2``, ``II.1.đ``, ``QĐ.1``."""

REFERENCE_PATTERN = r"(task|target|observation|document|section|agency|plan):[^\s:]{1,120}"

URL_PATTERN = r"https?://[^\s<>\"']{3,500}"
MINISIGN_PATTERN = r"RW[A-Za-z0-9+/]{54}"
"""A minisign public key as minisign prints it: 42 bytes in base64, beginning ``RW``."""

FIRST_YEAR = 1945
"""Earliest year of any date: documents older than this are not cited."""
LAST_YEAR = 2100


MOST_DECIMALS = 12
"""Most digits after the point of a number in the data."""
MOST_DIGITS = 15
"""Most digits of a number: Excel, and programs that read JSON, keep no more exactly."""


def fail(code: str, value: Any, **extra: str) -> PydanticCustomError:
    """Return the error to raise for the problem `code` of the catalogue.

    `value` is what was found, quoted in the message if it is text. `extra` fills the message's other
    placeholders; its `at` is the field concerned, as a dotted path with 0-based positions
    (``uncertain.0``).
    """
    context = {"value": value if isinstance(value, str) else "", **extra}
    return PydanticCustomError(code, code, context)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise fail("expected-text", value)
    if not value.strip():
        raise fail("blank-text", value)
    if value != value.strip():
        raise fail("outer-space", value)
    return value


def matching(pattern: str, code: str) -> Any:
    """Return a validator that accepts text matching the whole pattern and raises `code` for anything else."""
    compiled = re.compile(pattern)

    def check(value: Any) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise fail(code, value)
        return value

    return check


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise fail("bad-date", value)
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise fail("no-such-date", value) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise fail("no-such-date", value)
    return found


_NUMBER = re.compile(rf"-?(0|[1-9]\d{{0,17}})(\.\d{{1,{MOST_DECIMALS}}})?")


def _decimal(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(_NUMBER, value):
        raise fail("bad-number", value)
    found = Decimal(value)
    if len(found.as_tuple().digits) > MOST_DIGITS:
        raise fail("number-too-long", value, limit=str(MOST_DIGITS))
    return found


def _flag(value: Any) -> bool:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise fail("bad-flag", value)


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Says of a type of ids which list file of ``data/`` has the entries; `data.references` checks it."""

    register: str


Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[
    str,
    BeforeValidator(matching(ID_PATTERN, "bad-id")),
    Field(json_schema_extra={"pattern": f"^{ID_PATTERN}$"}),
]
AgencyId = Annotated[Id, RefersTo("agencies")]
DocumentId = Annotated[Id, RefersTo("documents")]
IndicatorId = Annotated[Id, RefersTo("indicators")]
Number = Annotated[
    str,
    BeforeValidator(matching(NUMBER_PATTERN, "bad-number-as-printed")),
    Field(json_schema_extra={"pattern": f"^{NUMBER_PATTERN}$"}),
]
Reference = Annotated[
    str,
    BeforeValidator(matching(REFERENCE_PATTERN, "bad-reference")),
    Field(json_schema_extra={"pattern": f"^{REFERENCE_PATTERN}$"}),
]
TaskReference = Annotated[
    str,
    BeforeValidator(matching(rf"{ID_PATTERN}/{NUMBER_PATTERN}", "bad-task-reference")),
    Field(json_schema_extra={"pattern": f"^{ID_PATTERN}/{NUMBER_PATTERN}$"}),
]
Day = Annotated[date, BeforeValidator(_date)]
Amount = Annotated[Decimal, BeforeValidator(_decimal)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Url = Annotated[
    str,
    BeforeValidator(matching(URL_PATTERN, "bad-url")),
    Field(json_schema_extra={"pattern": f"^{URL_PATTERN}$"}),
]
MinisignKey = Annotated[
    str,
    BeforeValidator(matching(MINISIGN_PATTERN, "bad-minisign-key")),
    Field(json_schema_extra={"pattern": f"^{MINISIGN_PATTERN}$"}),
]
