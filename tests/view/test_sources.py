"""Receipts of a page: which entry a figure leads to, and how, at the moment it is rendered."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from generator.data.catalogue import Catalogue
from generator.view.page_trace import NO_TRACE, CellTrace, FigureChange, PageChanges
from generator.view.receipts import Sources
from generator.view.rendering import PROJECT, Renderer, make_environment
from generator.view.site import PageSpec
from generator.view.views import Receipt, Sentence, Value

PAGE = PageSpec("van-ban/1/", "", "", "", "", None)


def receipt(record: str = "task:a/1", rule: str = "") -> Receipt:
    return Receipt(record, "data/a.yaml:1", document="1/QĐ", at="dòng 1", url="van-ban/1/#nv-1", rule=rule)


def figure(record: str = "task:a/1", text: str = "1") -> Value:
    return Value(text, text, receipt(record))


@pytest.fixture(scope="module")
def environment() -> Renderer:
    return make_environment(Catalogue.load("vi"), PROJECT / "site_templates")


def rendered(environment: Renderer, template: str, sources: Sources, **values: Any) -> str:
    head = '{% from "components/values.j2" import data, sentence, sourced with context %}'
    return environment.from_string(head + template).render(page=PAGE, sources=sources, **values)


def test_receipts_of_one_record_share_an_entry_that_names_every_rule() -> None:
    sources = Sources()
    anchors = [sources.anchor(receipt(rule=rule)) for rule in ("", "reported", "on-time", "reported")]
    assert set(anchors) == {"nguon-1"}
    [entry] = sources.entries.values()
    assert list(entry.rules) == ["reported", "on-time"]
    assert sources.anchor(receipt("task:a/2")) == "nguon-2"


def test_a_figure_inside_a_link_keeps_that_link(environment: Renderer) -> None:
    template = '<a href="x">{{ data(value, within=true) }}</a> {{ data(value) }}'
    assert rendered(environment, template, Sources(), value=figure()) == (
        '<a href="x"><data value="1" data-kind="value" aria-details="nguon-1">1</data></a> '
        '<a class="v" href="#nguon-1"><data value="1" data-kind="value">1</data></a>'
    )


def test_the_tab_key_stops_once_at_each_receipt(environment: Renderer) -> None:
    text = rendered(environment, "{{ data(value) }}" * 3, Sources(), value=figure())
    tree: Any = html.fragment_fromstring(text, create_parent="p")
    assert [link.get("tabindex") for link in tree.iter("a")] == [None, "-1", "-1"]


def test_a_row_that_shows_its_receipt_is_the_entry(environment: Renderer) -> None:
    sources = Sources(PAGE.url)
    template = '{{ data(value) }}<li id="{{ sources.row("nv-1") }}">{{ data(value) }}</li>{{ data(other) }}'
    text = rendered(environment, template, sources, value=figure(), other=figure("task:a/2"))
    before, _, after = text.partition('<li id="nv-1">')
    assert before == '<data value="1" data-kind="value" aria-details="nv-1">1</data>'
    assert (
        after == '<data value="1" data-kind="value">1</data></li><data value="1" data-kind="value">1</data>'
    )
    assert not sources.entries


@pytest.mark.parametrize(("text", "mark"), [("a" * 48, "v"), ("a" * 49, "v long"), ("&" * 10, "v long")])
def test_a_long_value_is_marked_at_its_end_alone(environment: Renderer, text: str, mark: str) -> None:
    tree: Any = html.fragment_fromstring(
        rendered(environment, "{{ data(value) }}", Sources(), value=figure(text=text)), create_parent="p"
    )
    assert [link.get("class") for link in tree.iter("a")] == [mark]


def test_a_preview_knows_what_each_figure_is_of(environment: Renderer) -> None:
    template = (
        "{{ data(value) }}<dt>{{ sources.label('Thời hạn') }}</dt>{{ sentence(late) }}{{ sources.label() }}"
        "{{ sourced(other) }}"
    )
    values = {
        "value": figure(),
        "late": Sentence(("sau ", Value("2 ngày", "2", receipt(rule="late")))),
        "other": figure("task:a/2"),
    }
    sources = Sources(PAGE.url, traced=True)
    rendered(environment, template, sources, **values)
    assert [one.about for one in sources.trace.figures] == [
        ("task:a/1~", ""), ("task:a/1~schedule", "Thời hạn"), ("task:a/2~", ""),
    ]  # fmt: skip
    assert [one.text for one in sources.trace.figures] == ["1", "2 ngày", "1"]
    quiet = Sources(PAGE.url)
    rendered(environment, template, quiet, **values)
    assert quiet.trace == NO_TRACE


def test_a_preview_marks_the_figures_and_cells_that_differ(environment: Renderer) -> None:
    state = CellTrace("nhiem-vu/1/", "late")
    changes = PageChanges({1: FigureChange("<2", is_new=False)}, frozenset({state}))
    text = rendered(
        environment,
        "{{ data(value) }} {{ data(value, within=true) }}",
        Sources(changes=changes),
        value=figure(),
    )
    assert text == (
        '<a class="v" href="#nguon-1"><data value="1" data-kind="value">1</data></a> '
        '<mark class="changed"><data value="1" data-kind="value" aria-details="nguon-1">1</data></mark>'
        ' <span class="was">trước: &lt;2</span>'
    )
    cells = [Sources(changes=changes).is_changed_cell(state.url, code) for code in ("late", "due")]
    assert cells == [True, False]


def test_links_of_receipts_open_outside_of_frames(environment: Renderer) -> None:
    template = '{{ data(value) }}{% include "components/sources.j2" %}'
    value = Value("1", "1", replace(receipt(), url="van-ban/2/#nv-1"))
    [outside, inside] = (
        rendered(environment, template, Sources(PAGE.url, framed=framed), value=value)
        for framed in (True, False)
    )
    assert outside.replace(' target="_blank" rel="noopener"', "") == inside
    tree: Any = html.fragment_fromstring(outside, create_parent="div")
    away = [link for link in tree.iter("a") if not link.get("href").startswith("#")]
    assert away
    assert all(link.get("target") == "_blank" for link in away)
