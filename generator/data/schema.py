"""Generates JSON Schemas of the data files from the records, for help and checks while typing in an editor.

A schema allows more than the records do: editors read ``38`` as a number where the portal reads a text, and
schemas cannot check references. Only `portal check` decides whether data are valid.
"""

import inspect
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from generator.data.catalogue import Catalogue
from generator.data.labels import codes_key, key_of, name_of
from generator.data.parser import LISTS, PLAN_LISTS
from generator.model import quarter_records, records, scalars
from generator.model.deadline_forms import FORMS

Schema: TypeAlias = dict[str, Any]

FOLDER = "data/schema"
"""Folder of the schemas, relative to the root."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SINGLES: Mapping[str, tuple[type[records.Record], str]] = {
    "portal": (records.PortalSettings, "data/portal.yaml"),
    "plan": (records.PlanRecord, "data/plans/*/plan.yaml"),
    "results": (records.Results, "data/plans/*/results/*.yaml"),
    "reports": (records.ReportRecord, "data/reports/*.yaml"),
    "quarter": (quarter_records.QuarterFile, "data/quarters/*.yaml"),
}
"""Kinds of file with a single record (the others are lists): its class, and the files' path pattern."""

FILES: Mapping[str, str] = {
    **{kind: f"data/{kind}.yaml" for kind in LISTS},
    **{kind: f"data/plans/*/{kind}.yaml" for kind in PLAN_LISTS},
    **{kind: files for kind, (_, files) in SINGLES.items()},
}
"""Path pattern of the files that each schema is for, by schema name."""

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
"""Examples that editors offer for a field, taken from the official documents."""

DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-06-09"]}
AMOUNT: Schema = {"type": ["string", "number"], "pattern": r"^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$"}
FLAG: Schema = {"enum": [True, False, "true", "false"]}


def schemas(catalogue: Catalogue) -> dict[str, bytes]:
    """Return every schema as JSON by file name, with titles and help in the language of the catalogue."""
    return {f"{kind}.schema.json": _encode(schema_of(kind, catalogue)) for kind in sorted(FILES)}


def stale(folder: Path, wanted: Mapping[str, bytes]) -> list[str]:
    """Return names of schemas in a folder that are missing, differ from `wanted` or are not in it."""
    present = {path.name: path.read_bytes() for path in folder.glob("*.schema.json")}
    return sorted(name for name in present.keys() | wanted.keys() if present.get(name) != wanted.get(name))


def schema_of(kind: str, catalogue: Catalogue) -> Schema:
    """Return the schema of one kind of data file (a key of `FILES`)."""
    model = SINGLES[kind][0] if kind in SINGLES else {**LISTS, **PLAN_LISTS}[kind][0]
    made = model.model_json_schema(mode="validation", by_alias=True)
    definitions = {**made.pop("$defs", {}), name_of(model): made}
    entry = {"$ref": f"#/$defs/{name_of(model)}"}
    return {
        "$schema": DIALECT,
        **_texts(catalogue, f"data_files.{kind}"),
        **(entry if kind in SINGLES else {"type": "array", "items": entry}),
        "$defs": {name: _record(name, definitions[name], catalogue) for name in sorted(definitions)},
    }


def record_models() -> dict[str, type[records.Record]]:
    """Return every record class but the base `Record`, by name."""
    return {
        name_of(model): model
        for module in (records, quarter_records)
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, records.Record) and model is not records.Record
    }


def field_names(model: type[records.Record]) -> list[str]:
    """Return the keys of a record as they are written in files."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _texts(catalogue: Catalogue, key: str) -> Schema:
    return {"title": catalogue.text(f"{key}.title"), "description": catalogue.text(f"{key}.help")}


def _record(name: str, made: Schema, catalogue: Catalogue) -> Schema:
    """Return the schema of one record with titles and help, without pydantic's defaults and Python names."""
    model = record_models()[name]
    names = field_names(model)
    python_names = dict(zip(names, model.model_fields, strict=True))
    properties = {}
    for field, value in made["properties"].items():
        key = key_of(model, field, catalogue)
        codes = codes_key(model, python_names[field])
        plain = _plain(value)
        if field == "uncertain":
            plain["items"] = {"enum": names}
        if field == "ocr":
            plain["propertyNames"] = {"enum": names}
        if field in {"not_entered", "as_written"} and issubclass(model, records.PlanEntry | records.Measure):
            part = "items" if field == "not_entered" else "propertyNames"
            plain[part] = {"enum": sorted(records.unenterable(model))}
        target = plain["items"] if plain.get("type") == "array" else plain
        if f"{name}.{field}" in EXAMPLES:
            target["examples"] = list(EXAMPLES[f"{name}.{field}"])
        properties[field] = {**_texts(catalogue, key), **plain, **_explained(plain, key, codes, catalogue)}
    return {
        **_texts(catalogue, f"records.{name}.entry"),
        "type": "object",
        "additionalProperties": False,
        "required": made.get("required", []),
        "properties": properties,
    }


def _explained(plain: Schema, key: str, codes: str, catalogue: Catalogue) -> Schema:
    """Return the meaning of each allowed value, in the two forms that editors can show.

    Args:
        plain: Schema of the field.
        key: Key of the field's texts.
        codes: Key below which the words of its codes are.
        catalogue: Has them.
    """
    if "enum" not in plain or plain == FLAG:
        return {}
    meanings = [catalogue.text(f"{codes}.{value}") for value in plain["enum"]]
    bullets = [f"- `{value}`: {meaning}" for value, meaning in zip(plain["enum"], meanings, strict=True)]
    return {
        "enumDescriptions": meanings,
        "markdownDescription": "\n".join([catalogue.text(f"{key}.help"), "", *bullets]),
    }


def _plain(made: Schema) -> Schema:
    """Return a value's schema without null, allowing each type that a YAML reader may give a scalar."""
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
    # Printed numbers and most texts can look like a number to a YAML reader; ids and references cannot.
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
