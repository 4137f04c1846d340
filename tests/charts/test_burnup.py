"""Burn-up and the table of communes: what they count agrees with the headline, and silence stays silence."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from generator.charts import page_charts
from generator.charts.heat import CSV_URL, Heat
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.measures import frames
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.pages.agencies.commune_table import table
from generator.view.presentation import Presentation


def presentation_of(portal: Portal) -> Presentation:
    return Presentation.of(Measured(portal, portal.settings.as_of), Catalogue.load("vi"))


@pytest.fixture(scope="module")
def real(real_portal: Portal) -> Presentation:
    return presentation_of(real_portal)


@pytest.fixture(scope="module")
def sample(sample_root: Path) -> Presentation:
    portal, problems = check_root(sample_root)
    assert portal is not None, problems
    return presentation_of(portal)


@pytest.mark.parametrize("which", ["real", "sample"])
def test_burn_up_agrees_with_the_headline(which: str, request: pytest.FixtureRequest) -> None:
    presentation: Presentation = request.getfixturevalue(which)
    plan = presentation.values.portal.plans["tp-2026"]
    frame = frames.burn_up(presentation.values.measured, plan)
    counts = presentation.values.measured.counts(plan.printed_tasks)
    today = dict(zip(frame.index, zip(frame["due"], frame["done"], strict=True), strict=True))
    due, done = today[presentation.values.measured.as_of]
    assert due == counts.due
    assert done == counts.done_of_due
    assert list(frame["due"]) == sorted(frame["due"])
    known = frame[frame["known"]]
    assert list(known["done"]) == sorted(known["done"])


def test_burn_up_tells_what_is_and_keeps_silent_on_what_is_ahead(real: Presentation) -> None:
    (plot,) = [plot for plot in page_charts.plots(real.values) if plot.id == "luy-ke-tp-2026" and plot.rows][
        :1
    ]
    assert plot.title.text.startswith("Kế hoạch CCHC thành phố năm 2026: đến 22/11/2026, 9 trong 44")
    rows = list(csv.DictReader(io.StringIO(plot.file().data.decode("utf-8-sig"))))
    assert [(row["day"], row["due"], row["done"]) for row in rows][-2:] == [
        ("2026-11-22", "9", "0"),
        ("2026-12-31", "44", ""),
    ]
    assert [value.text for value in plot.rows[-1]] == ["Hết quý IV/2026", "44", "chưa tới"]


def test_plans_without_days_have_no_burn_up(real: Presentation) -> None:
    assert frames.burn_up(real.values.measured, real.values.portal.plans["tp-2026-2030"]).empty


def test_silence_is_told_once_for_all(real: Presentation) -> None:
    view = table(real.task_views, Heat(real.values.measured))
    assert [row.link.text for row in view.rows] == ["Xã Khúc Thừa Dụ"]
    assert len(view.nothing_known) == 113
    assert {value.text for value in (row.reported for row in view.rows)} == {"0 / 4"}
    assert [(mark.code, value.text) for mark, value in view.key] == [
        ("due_unreported", "114"),
        ("continuous", "342"),
    ]
    assert "chưa địa phương nào trong 114" in view.lead.text


def test_what_communes_report_stands_in_their_rows(sample: Presentation) -> None:
    heat = Heat(sample.values.measured)
    view = table(sample.task_views, heat)
    assert len(view.rows) + len(view.nothing_known) == 114
    assert {cell.mark.code for row in view.rows for cell in row.cells} > {"done", "continuous"}
    assert sum(int(value.machine) for _, value in view.key) == int(view.total.machine) == len(heat.shares)
    rows = list(csv.DictReader(io.StringIO(heat.file().data.decode("utf-8-sig"))))
    assert len(rows) == 114 * len(heat.tasks)
    counted = {mark.code: int(value.machine) for mark, value in view.key}
    assert Counter(row["state"] for row in rows) == counted
    assert heat.file().path == CSV_URL


def test_values_of_marks_are_told_by_pointing_and_by_keyboard(
    real_site: Path, visit: Callable[..., Any]
) -> None:
    page = visit(real_site).look("ke-hoach/tp-2026/")
    picture = page.locator("#luy-ke-tp-2026 .chart-wide svg")
    expect(picture).to_have_attribute("tabindex", "0")
    height = page.evaluate("document.documentElement.scrollHeight")
    picture.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("output.tip")).to_have_text("Hết quý I/2026: 3 đến hạn")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("output.tip")).to_have_text("Hết quý IV/2026: 44 đến hạn")
    page.keyboard.press("Escape")
    expect(page.locator("output.tip")).to_be_hidden()
    picture.locator("[data-tip]").nth(1).hover()
    expect(page.locator("output.tip")).to_have_text("Hết quý II/2026: 5 đến hạn")
    assert page.evaluate("document.documentElement.scrollHeight") == height
