"""Fields declared once: none is forgotten, each has words, tables and API follow the declarations."""

import types
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin

import pytest

from generator.data import closed_quarter
from generator.data.catalogue import Catalogue, Language
from generator.data.labels import name_of
from generator.data.schema import field_names, record_models
from generator.files import api_models as shapes
from generator.measures.loader import load_measured
from generator.measures.place import Place
from generator.measures.reported import Reported, State
from generator.measures.schedule import Schedule
from generator.model import quarter_records, records
from generator.pages.agencies.index import BADGE_KINDS, GROUPS
from generator.pages.quarters import press_kit
from generator.view.fields import (
    agencies,
    areas,
    documents,
    events,
    indicators,
    observations,
    plans,
    published,
    results,
    sections,
    targets,
    tasks,
)
from generator.view.fields.declared import COMPUTED, DECLARED, LEFT_OUT, NO_FIELDS
from generator.view.fields.field import Field, Kind, declared
from generator.view.fields.results import state_code
from generator.view.shown_fields import shown_fields
from generator.view.values import PLACE_ORDER, SIGNS, Values
from tests.paths import MINIMAL

Fields = tuple[Field[Any], ...]

EVERY = [field for fields in DECLARED.values() for field in fields] + [*COMPUTED]

CONTRACT: dict[type[shapes.Shape], tuple[Fields, set[str]]] = {
    shapes.ApiTask: (tasks.TASKS, {"url", "self"}),
    shapes.ApiTarget: (targets.OF_TARGET, {"url"}),
    shapes.ApiMeasure: (targets.OF_MEASURE, set()),
    shapes.ApiObservation: (observations.OBSERVATIONS, set()),
    shapes.ApiAgency: (agencies.AGENCIES, {"url", "self"}),
    shapes.ApiDocument: (documents.DOCUMENTS, {"url"}),
    shapes.ApiResult: (results.RESULTS, set()),
    shapes.ApiIndicator: (indicators.INDICATORS, {"url", "self"}),
    shapes.ApiPlan: (plans.PLANS, {"undated", "due", "done_of_due", "reported", "by_state", "url"}),
}
"""Fields of each class of the API, and the members that are addresses of its pages or counts."""


@pytest.mark.parametrize("record", DECLARED, ids=lambda record: record.__name__)
def test_no_field_of_a_record_is_forgotten(record: type[records.Record]) -> None:
    left_out = LEFT_OUT.get(record, {})
    said = {field.attribute for field in DECLARED[record]}
    assert set(record.model_fields) - said == set(left_out)
    assert all(reason.endswith(".") for reason in left_out.values())


def test_no_kind_of_record_is_forgotten() -> None:
    """A record without declared fields is named with the reason."""
    every = {
        kind
        for module in (records, quarter_records)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, records.Record)
    }
    entries = every - {base for kind in every for base in kind.__mro__[1:]}
    assert entries == DECLARED.keys() | NO_FIELDS.keys()
    assert not DECLARED.keys() & NO_FIELDS.keys()
    assert LEFT_OUT.keys() <= DECLARED.keys()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_field_has_words(lang: Language) -> None:
    catalogue = Catalogue.load(lang)
    for field in EVERY:
        if field.table or field.show or field.form or field.report:
            assert len(field.label(catalogue)) < 40, field.id
            assert field.meaning(catalogue), field.id
            for code in field.codes.allowed if field.codes else ():
                assert field.codes is not None
                assert catalogue.text(field.codes.key(code))


def test_no_words_are_of_nothing() -> None:
    """A short name or meaning, and a title without help, is that of a declared field."""
    catalogue = Catalogue.load("vi")
    known = {
        f"records.{name_of(owner)}.{field.attribute}" for field in EVERY for owner in field.record.__mro__
    }
    of_records = {key for key in catalogue.entries if key.startswith("records.")}
    for key in of_records:
        owner, _, said = key.rpartition(".")
        if said in {"short", "meaning"} or (said == "title" and f"{owner}.help" not in catalogue):
            assert owner in known, key


SENTENCES = {
    "lint.group": "Explains a kind of note.",
    "site.figures": "Words below a figure of a page, which go on from its number.",
    "report.columns": "Headings of narrow columns in Word, which count.",
    "report.tables": "Captions of tables in Word.",
    "report.waiting": "Captions of the lists of waiting tasks in Word.",
    "steering.summary": "Headings of narrow columns that count.",
    "office.state-synonyms": "Other words that agencies write in a form.",
    "rules.deadline-form": "How each wording is read, in a sentence.",
    "rules": "How each state is counted, in a sentence.",
}
"""Groups of words that share codes with an enumeration and are no list of its words, with the reason."""


def test_no_enumeration_has_two_lists_of_words() -> None:
    """Of no other group of plain words does the catalogue have most codes of an enumeration."""
    catalogue = Catalogue.load("vi")
    groups: dict[str, dict[str, str]] = {}
    for key, text in catalogue.entries.items():
        group, _, code = key.rpartition(".")
        if "{" not in text and group not in SENTENCES:
            groups.setdefault(group, {})[code.replace("-", "_")] = text
    lists = {}
    for field in EVERY:
        if field.codes is not None and field.kind != "boolean":
            keys = {field.codes.key(code).rpartition(".")[0] for code in field.codes.allowed}
            lists[tuple(code.replace("-", "_") for code in field.codes.allowed)] = keys
    found = {
        (group, key)
        for codes, keys in lists.items()
        for group, words in groups.items()
        for key in keys
        if group not in keys and 4 * len(words.keys() & set(codes)) >= 3 * len(codes)
    }
    assert sorted(found) == []


@pytest.mark.parametrize(
    "fields", [areas.AREAS, events.EVENTS, indicators.INDICATORS, sections.SECTIONS], ids=lambda f: f[0].id
)
def test_kinds_of_record_without_a_published_table(fields: Fields) -> None:
    """CONTRIBUTING names them."""
    assert not [field for table in published.TABLES.values() for field in fields if field in table.columns]


@pytest.mark.parametrize("stem", sorted(published.TABLES))
def test_columns_are_told_apart(stem: str) -> None:
    table = published.TABLES[stem]
    names = [field.id for field in table.columns]
    assert len(set(names)) == len(names)
    assert set(table.key) <= set(names)
    for field in table.columns:
        if field.refers is not None:
            other, column = field.refers
            assert (column,) == published.TABLES[other].key


def test_a_snapshot_has_a_column_for_all_that_a_closed_quarter_freezes() -> None:
    """Its hash is of the records themselves; the frozen table must be able to tell it again."""
    names = {field.id for field in published.TABLES["results"].columns}
    assert {*closed_quarter.HEAD, *closed_quarter.reported_fields(records.Result)} <= names


def test_types_are_those_of_the_records() -> None:
    for field in EVERY:
        made = field.record.model_fields.get(field.attribute)
        if field.of is None and made is not None:
            assert field.kind == kind_of(made.annotation), field.id


def kind_of(annotation: Any) -> Kind:
    """How a column of a record's field is read."""
    inner = annotation
    if get_origin(annotation) in {types.UnionType, Union}:
        inner = next(part for part in get_args(annotation) if part is not type(None))
    inner = getattr(inner, "__origin__", inner)
    kinds: dict[Any, Kind] = {Decimal: "number", date: "date", bool: "boolean"}
    return kinds.get(inner, "string")


@pytest.mark.parametrize("shape", CONTRACT, ids=lambda shape: shape.__name__)
def test_the_contract_of_the_api_is_kept(shape: type[shapes.Shape]) -> None:
    """The classes are written by hand, the members are not: nothing is lost or added in silence."""
    fields, addresses = CONTRACT[shape]
    members = [field.member for field in fields if field.api]
    assert len(set(members)) == len(members)
    assert {*members, *addresses} == set(shape.model_fields)


def test_each_reason_speaks_of_a_record() -> None:
    assert {name_of(record) for record in DECLARED} <= set(record_models())
    for record, left_out in LEFT_OUT.items():
        assert set(left_out) <= set(field_names(record))


def test_states_and_kinds_of_agencies_are_listed_once() -> None:
    """Where an output has an order or words of its own, it has them for each of the one enumeration."""
    states = get_args(records.ResultState)
    assert [state.value for state in State] == [state_code(state) for state in states]
    assert [state.value for state in Reported][2:] == [state.value for state in State]
    assert sorted(press_kit.STATES) == sorted(states)
    assert set(PLACE_ORDER) == set(Place)
    assert set(SIGNS) == {*Place, *Schedule}
    kinds = get_args(records.AgencyKind)
    assert sorted([*(kind for _, some in GROUPS for kind in some), "commune"]) == sorted(kinds)
    assert sorted(BADGE_KINDS) == sorted(kinds)


def test_only_a_field_of_a_record_with_tables_of_its_own_is_a_column() -> None:
    having = {record for record, fields in DECLARED.items() if any(field.column for field in fields)}
    assert having <= {records.TaskRecord, records.Target, records.Agency, records.Document}


def test_a_heading_is_the_name_of_a_declared_field() -> None:
    values = Values(load_measured(MINIMAL)[0], Catalogue.load("vi"))
    assert values.label(records.TaskRecord, "lead") == "Chủ trì"
    assert values.label(records.Result, "cutoff") == "Số liệu đến ngày"
    with pytest.raises(KeyError):
        values.label(records.TaskRecord, "imported")


def test_a_field_with_show_is_listed_by_its_renderer() -> None:
    values = Values(load_measured(MINIMAL)[0], Catalogue.load("vi"))
    located = values.portal.agencies["so-noi-vu"]
    row = agencies.row_of(values.measured, "so-noi-vu")
    made_up: tuple[Field[agencies.AgencyWithMembers], ...] = declared(
        records.Agency,
        (
            Field("name", show="text"),
            Field("members", lambda _: ("so-tai-chinh",), show="agencies"),
            Field("aliases", lambda _: ("một", "hai"), show="items"),
            Field("note", lambda _: None, show="text"),
            Field("code", lambda _: Decimal("1500.5"), show="number"),
            Field("parent", lambda _: None, show="text", quiet=True),
            Field("kind"),
        ),
    )
    shown = shown_fields(values, located, made_up, row)
    assert [item.label for item in shown] == [
        "Tên",
        "Thành viên",
        "Cách ghi khác",
        "Ghi chú",
        "Mã hành chính",
    ]
    assert [link.url for link in shown[1].links] == ["co-quan/so-tai-chinh/"]
    assert [value.text for item in shown for value in item.values] == [
        row.record.name,
        "một",
        "hai",
        "1.500,5",
    ]
    assert shown[4].values[0].machine == "1500.5"
    assert shown[0].values[0].receipt.place == located.place
