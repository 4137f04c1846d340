"""JSON Schemas of the data files, generated from the records, so that editors help and check as one types.

A schema is more lenient than the records: it sees values as an editor's YAML reader gives them (``38`` is
a number there, a text here), and knows nothing of references. What `portal check` says is what counts.
"""

import inspect
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from generator.data.catalogue import Catalogue
from generator.data.labels import key_of
from generator.data.parser import LISTS, PLAN_LISTS
from generator.model import quarter_records, records, scalars
from generator.model.deadline_forms import FORMS

Schema: TypeAlias = dict[str, Any]

FOLDER = "data/schema"
"""Where the schemas stand, relative to the root."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SINGLES: Mapping[str, tuple[type[records.Record], str]] = {
    "portal": (records.PortalSettings, "data/portal.yaml"),
    "plan": (records.Plan, "data/plans/*/plan.yaml"),
    "results": (records.Results, "data/plans/*/results/*.yaml"),
    "reports": (records.Report, "data/reports/*.yaml"),
    "quarter": (quarter_records.QuarterFile, "data/quarters/*.yaml"),
}
"""Kinds of file that hold one record."""

FILES: Mapping[str, str] = {
    **{kind: f"data/{kind}.yaml" for kind in LISTS},
    **{kind: f"data/plans/*/{kind}.yaml" for kind in PLAN_LISTS},
    **{kind: files for kind, (_, files) in SINGLES.items()},
}
"""Files that each schema is for."""

DEADLINES = tuple(form.examples[0] for form in FORMS if form.examples[0])

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "Agency.id": ("so-noi-vu",),
    "Comparison.change_as_written": ("tăng 01 bậc", "cao hơn 4,3%"),
    "ConsistencyNote.about": ("task:tp-2026/38", "target:tp-2026/a", "document:76-nq-cp-2021"),
    "Document.id": ("5256-qd-ubnd-2025",),
    "Document.symbol": ("5256/QĐ-UBND",),
    "Event.deadline": DEADLINES,
    "Implements.task": ("tp-2026/38",),
    "Measure.value_as_written": ("90% trở lên",),
    "Observation.qualifier": ("khoảng", "trên", "gần"),
    "Observation.value": ("96.17", "1500"),
    "Observation.value_as_written": ("96,17%", "1.500 hồ sơ"),
    "Result.merged_into": ("tp-2026/38",),
    "Section.number": ("I.1", "3.b.2"),
    "Source.at": ("II.3.c", "Phụ lục"),
    "Source.row": ("38", "1.1"),
    "Target.deadline": DEADLINES,
    "Target.number": ("a", "đ", "I.2.1.3"),
    "Task.deadline": DEADLINES,
    "Task.number": ("38", "1.1", "I.1"),
}
"""What editors offer for a field, as the five documents have it."""

DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-06-09"]}
AMOUNT: Schema = {"type": ["string", "number"], "pattern": r"^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$"}
FLAG: Schema = {"enum": [True, False, "true", "false"]}


def schemas(catalogue: Catalogue) -> dict[str, bytes]:
    """Every schema by its file name, with titles and help in the language of the catalogue."""
    return {f"{kind}.schema.json": _encode(schema_of(kind, catalogue)) for kind in sorted(FILES)}


def stale(folder: Path, wanted: Mapping[str, bytes]) -> list[str]:
    """Names of the schemas in a folder that are missing, not as they should be, or too many."""
    there = {path.name: path.read_bytes() for path in folder.glob("*.schema.json")}
    return sorted(name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name))


def schema_of(kind: str, catalogue: Catalogue) -> Schema:
    """The schema of one kind of data file."""
    model = SINGLES[kind][0] if kind in SINGLES else {**LISTS, **PLAN_LISTS}[kind][0]
    made = model.model_json_schema(mode="validation", by_alias=True)
    definitions = {**made.pop("$defs", {}), model.__name__: made}
    entry = {"$ref": f"#/$defs/{model.__name__}"}
    return {
        "$schema": DIALECT,
        **_texts(catalogue, f"data_files.{kind}"),
        **(entry if kind in SINGLES else {"type": "array", "items": entry}),
        "$defs": {name: _record(name, definitions[name], catalogue) for name in sorted(definitions)},
    }


def record_models() -> dict[str, type[records.Record]]:
    """Every record by its name; `Record` itself, which holds nothing, left out."""
    return {
        name: model
        for module in (records, quarter_records)
        for name, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, records.Record) and model is not records.Record
    }


def field_names(model: type[records.Record]) -> list[str]:
    """Keys of a record as files write them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _texts(catalogue: Catalogue, key: str) -> Schema:
    return {"title": catalogue.text(f"{key}.title"), "description": catalogue.text(f"{key}.help")}


def _record(name: str, made: Schema, catalogue: Catalogue) -> Schema:
    """The schema of one record with its words; what pydantic says of defaults and Python names left out."""
    model = record_models()[name]
    names = field_names(model)
    properties = {}
    for field, value in made["properties"].items():
        key = key_of(model, field, catalogue)
        plain = _plain(value)
        if field == "uncertain":
            plain["items"] = {"enum": names}
        if field == "ocr":
            plain["propertyNames"] = {"enum": names}
        target = plain["items"] if plain.get("type") == "array" else plain
        if f"{name}.{field}" in EXAMPLES:
            target["examples"] = list(EXAMPLES[f"{name}.{field}"])
        properties[field] = {**_texts(catalogue, key), **plain, **_explained(plain, key, catalogue)}
    return {
        **_texts(catalogue, f"records.{name}.entry"),
        "type": "object",
        "additionalProperties": False,
        "required": made.get("required", []),
        "properties": properties,
    }


def _explained(plain: Schema, key: str, catalogue: Catalogue) -> Schema:
    """What each value that may be chosen means, for editors that show it beside the value or in the help."""
    if "enum" not in plain or plain == FLAG:
        return {}
    meanings = [catalogue.text(f"{key}.values.{value}") for value in plain["enum"]]
    bullets = [f"- `{value}`: {meaning}" for value, meaning in zip(plain["enum"], meanings, strict=True)]
    return {
        "enumDescriptions": meanings,
        "markdownDescription": "\n".join([catalogue.text(f"{key}.help"), "", *bullets]),
    }


def _plain(made: Schema) -> Schema:
    """A value's schema as editors need it: no null, every scalar in each form that YAML may give it."""
    options = [option for option in made.get("anyOf", []) if option != {"type": "null"}]
    if {"type": "number"} in options:
        return dict(AMOUNT)
    if options:
        return _plain(options[0])
    if "$ref" in made:
        return {"$ref": made["$ref"]}
    if "const" in made or "enum" in made:
        return {"enum": made.get("enum") or [made["const"]]}
    return SHAPES[str(made["type"])](made)


def _string(made: Schema) -> Schema:
    if made.get("format") == "date":
        return dict(DAY)
    pattern = made.get("pattern")
    # A number as printed and most texts may look like a number; ids and references never do.
    if pattern is not None and pattern != f"^{scalars.NUMBER_PATTERN}$":
        return {"type": "string", "pattern": pattern}
    return {"type": ["string", "number"]} | ({"pattern": pattern} if pattern else {})


SHAPES: Mapping[str, Callable[[Schema], Schema]] = {
    "string": _string,
    "boolean": lambda _: dict(FLAG),
    "array": lambda made: {"type": "array", "items": _plain(made["items"])},
    "object": lambda made: {"type": "object", "additionalProperties": _plain(made["additionalProperties"])},
}


def _encode(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
