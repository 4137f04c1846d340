"""What a field of a record is called: one name for every page, table, form, report and file.

The catalogue has it under ``records.<Record>.<field>``: ``title`` in full, ``short`` where tables and lists
use fewer words, ``meaning`` where a published column needs explaining, ``help`` for editors. A field that
a record inherits is looked for along the record's bases.
"""

import inspect
from collections.abc import Mapping

from generator.data.catalogue import Catalogue
from generator.model.records import Record


def label(record: type[Record], field: str, catalogue: Catalogue) -> str:
    """Name of a field (``lead`` of a task: “Chủ trì”), in the language of the catalogue.

    Raises:
        KeyError: the catalogue has no name for the field.
    """
    key = key_of(record, field, catalogue)
    short = f"{key}.short"
    return catalogue.text(short if short in catalogue else f"{key}.title")


def key_of(record: type[Record], field: str, catalogue: Catalogue) -> str:
    """Key of a field's texts: its record's own, or those of the record it inherits the field from.

    Raises:
        KeyError: the catalogue says nothing of the field.
    """
    for owner in record.__mro__:
        key = f"records.{name_of(owner)}.{field}"
        if f"{key}.title" in catalogue:
            return key
    raise KeyError(f"records.{name_of(record)}.{field}")


SHARED: Mapping[str, str] = {
    "Document.text": "Sourced.text",
    "Indicator.direction": "Measure.direction",
    "Stretch.comparator": "Measure.comparator",
}
"""Fields with the same codes as another one, whose words they share."""


def codes_key(record: type[Record], field: str) -> str:
    """Key below which the catalogue has the words for the codes of a field; each list of codes has one.

    Raises:
        KeyError: the record has no such field.
    """
    for owner in record.__mro__:
        if field in inspect.get_annotations(owner):
            named = f"{name_of(owner)}.{field}"
            return f"records.{SHARED.get(named, named)}.values"
    raise KeyError(f"{name_of(record)}.{field}")


def name_of(record: type[Record]) -> str:
    """Name of a record in the catalogue and in schemas: ``Result``, ``Task`` for `TaskRecord`."""
    return record.__name__.removesuffix(Record.__name__) or Record.__name__
