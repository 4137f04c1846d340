"""Every text field of every kind of record, by the declarations, and a string planted into each in turn."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import yaml

from generator.data.check import check_files
from generator.data.parser import LISTS, PLAN_LISTS, read_files
from generator.data.problems import format_report
from generator.data.schema import SINGLES, record_models
from generator.model.records import Record, unenterable
from tests.office.cells import VIETNAMESE
from tests.torture.changes import LATE, QUARTER, closed, ran
from tests.torture.trial import Tally

Place = tuple[str, str]
"""A class of records and the key of one of its fields, as data files write it."""

MORE = Path(__file__).with_name("more_data.yaml")
"""What the minimal root has no record of, by path, to stand after its files."""


def full_data(folder: Path) -> dict[str, bytes]:
    """Data files with a record of every kind, also a closed quarter that was corrected."""
    folder.mkdir(parents=True)
    closed(folder)
    ran(folder, "import", *QUARTER, "--correct", "Sở đính chính", str(folder / "form.xlsx"), *LATE)
    files = read_files(folder)
    for path, text in yaml.safe_load(MORE.read_text(encoding="utf-8")).items():
        files[path] = files.get(path, b"") + text.encode()
    portal, problems = check_files(files)
    assert portal is not None, format_report(problems, VIETNAMESE)
    return files


def model_of(path: str) -> type[Record] | None:
    """The class of the records of a data file; None if it has none."""
    singles = {pattern: model for model, pattern in SINGLES.values()}
    parts = path.split("/")
    lists = {**LISTS, **PLAN_LISTS}
    stem = parts[-1].removesuffix(".yaml")
    if stem in lists and path.endswith(".yaml"):
        return lists[stem][0]
    return next((model for pattern, model in singles.items() if Path(path).match(pattern)), None)


def parts_of(annotation: Any) -> Iterator[Any]:
    """A type with all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def fields_of(model: type[Record]) -> dict[str, Any]:
    """The types of a class's fields by their keys in files."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


@cache
def text_fields(model: type[Record]) -> tuple[str, ...]:
    """Keys of the fields that hold text, also in a list or beside other names."""
    return tuple(name for name, kind in fields_of(model).items() if str in parts_of(kind))


def within(model: type[Record], name: str) -> type[Record] | None:
    """The class of the records inside a field."""
    kinds = parts_of(fields_of(model)[name])
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Record)), None)


def classes(model: type[Record]) -> Iterator[type[Record]]:
    """A class and those of the records inside it."""
    yield model
    for name in fields_of(model):
        if inner := within(model, name):
            yield from classes(inner)


def planted_in(value: Any, model: type[Record], place: Place, planted: str) -> Any:
    """What a file holds, with a string after the text of a field, or alone where there was none."""
    if isinstance(value, list):
        return [planted_in(one, model, place, planted) for one in value]
    if not isinstance(value, dict):
        return value
    found = {
        name: planted_in(one, inner, place, planted) if (inner := within(model, name)) else one
        for name, one in value.items()
        if name in fields_of(model)
    }
    if place[0] == model.__name__:
        name = place[1]
        found |= _struck(found, name, model, planted)
    return found


def _struck(record: dict[str, Any], name: str, model: type[Record], planted: str) -> dict[str, Any]:
    value, kinds = record.get(name), [*parts_of(fields_of(model)[name])]
    if name == "as_written":
        # The document's words stand beside a field that is named as not entered.
        lacking = next(one for one in sorted(unenterable(model)) if one not in record)  # type: ignore[arg-type]
        return {"not_entered": [lacking], name: {lacking: planted}}
    if name == "ocr":
        # Raw OCR stands beside a field that is named as doubtful.
        doubtful = next(one for one in fields_of(model) if one != "ocr")
        return {"uncertain": [doubtful], "ocr": {doubtful: planted}, "text": "restored"}
    if any(getattr(kind, "__origin__", None) is tuple for kind in kinds):
        return {name: [*(value or ()), planted]}
    return {name: f"{value} {planted}" if value not in {None, ""} else planted}


def taken(files: Mapping[str, bytes], planted: str, tally: Tally) -> dict[str, bytes]:
    """The data files with the string in every field that takes it; a field that refuses it holds."""
    found, seen = dict(files), set()
    for path in sorted(files):
        model = model_of(path)
        for kind in dict.fromkeys(classes(model)) if model else ():
            for name in text_fields(kind):
                place = kind.__name__, name
                struck = planted_in(_loaded(found[path]), model, place, planted) if model else None
                data = yaml.safe_dump(struck, allow_unicode=True, sort_keys=False, width=10_000).encode()
                if planted.encode() not in data and yaml.safe_load(data) == _loaded(found[path]):
                    continue  # the file has no such record
                seen.add(place)
                with tally.trial(f"{path}, {place}, {planted!r}"):
                    portal, problems = check_files({**found, path: data})
                    report = format_report(problems, VIETNAMESE)
                    assert all(line.isprintable() for line in report.split("\n")), report
                    assert portal is not None or problems
                if portal is not None:
                    found[path] = data
    with tally.trial("every kind of record, by the declarations"):
        # A class that others are made from is in no file itself.
        wanted = {(kind.__name__, name) for kind in record_models().values() for name in text_fields(kind)}
        parents = {one.__name__ for kind in record_models().values() for one in kind.__mro__[1:]}
        missed = sorted(place for place in wanted - seen if place[0] not in parents)
        assert not missed, missed
    return found


def _loaded(data: bytes) -> Any:
    """What a file holds; days are texts, as in the portal's own reader."""
    return _texts(yaml.safe_load(data))


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _texts(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
