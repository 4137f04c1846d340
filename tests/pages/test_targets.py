"""Targets and indicators: what the texts set, side by side, with what was published and nothing more."""
# ruff: noqa: E501 - a result is a line

from datetime import date

import pytest

from generator.data.catalogue import Catalogue
from generator.data.check import check_files
from generator.data.parser import read_files
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.pages.targets import index, indicators
from generator.pages.targets.index import TargetsIndex
from generator.pages.targets.indicator_page import IndicatorPage
from generator.pages.targets.indicators import IndicatorsIndex
from generator.pages.targets.measures import MeasureRow
from generator.pages.targets.plan_targets import PlanTargetsPage
from generator.view import urls
from generator.view.cells import Content, tag, walk
from generator.view.presentation import Presentation
from generator.view.site import PageSpec
from generator.view.views import Link
from tests.paths import ROOT

UNDATED = tag("Bản chưa có số, ngày ban hành")


RESULTS = "data/plans/tp-2026/results/2026-q2.yaml"

REPORTED = """cutoff: 2026-06-09
results:
  - {target: b, measure: nhiem-vu-chinh-phu-giao, agency: so-noi-vu, state: in-progress, value: "0", value_as_written: "0%"}
  - {target: c, measure: nhiem-vu-ke-hoach-cchc, agency: so-noi-vu, state: in-progress, note: "Không công bố số liệu vì đang đối chiếu"}
  - {target: đ, measure: tu-kiem-tra, agency: so-noi-vu, state: in-progress, value: "112", value_as_written: "112%"}
  - {target: a, measure: dti, agency: so-noi-vu, state: done, value: "9", value_as_written: "hạng 9"}
  - {target: a, measure: par-index, agency: so-noi-vu, state: in-progress, value: "12", value_as_written: "12"}
  - {target: e, measure: ho-so-theo-doi-trang-thai, agency: so-noi-vu, state: in-progress, value: "89.5", value_as_written: "89,5 %"}
"""
"""Values reported for targets in a quarter: met, missed, impossible, without a number."""


@pytest.fixture(scope="module")
def pages(presentation: Presentation) -> dict[str, PageSpec]:
    return made_of(presentation)


@pytest.fixture(scope="module")
def reported() -> dict[str, PageSpec]:
    """The pages of the real data with those values."""
    portal, problems = check_files(read_files(ROOT) | {RESULTS: REPORTED.encode()})
    assert portal is not None, problems
    measured = Measured(portal, date(2026, 6, 20))
    return made_of(Presentation.of(measured, Catalogue.load("vi")))


def made_of(presentation: Presentation) -> dict[str, PageSpec]:
    values, notices = presentation.values, presentation.notices
    made = [
        *index.pages(values, notices, presentation.history),
        *indicators.pages(values, notices, presentation.site_url),
    ]
    return {page.url: page for page in made}


def view_of(pages: dict[str, PageSpec], url: str) -> object:
    return pages[url].view


def test_a_page_for_each_plan_with_targets(pages: dict[str, PageSpec]) -> None:
    assert [url for url in pages if url.startswith(urls.TARGETS)] == [
        "chi-tieu/", "chi-tieu/tp-2026/", "chi-tieu/khuc-thua-du-2025/", "chi-tieu/tp-2026-2030/",
    ]  # fmt: skip


def test_every_target_has_its_place(pages: dict[str, PageSpec], real_portal: Portal) -> None:
    for plan in real_portal.plans.values():
        if not plan.targets:
            continue
        view = view_of(pages, urls.plan_targets(plan.id))
        assert isinstance(view, PlanTargetsPage)
        anchors = [target.anchor for group in view.groups for target in group.targets]
        assert sorted(anchors) == sorted(urls.anchor("ct", target.record.number) for target in plan.targets)
        assert len(anchors) == len(set(anchors))


def test_a_note_stands_once_on_a_page(pages: dict[str, PageSpec]) -> None:
    for page in pages.values():
        if isinstance(page.view, PlanTargetsPage):
            notes = [note.id for group in page.view.groups for t in group.targets for note in t.notices]
            assert len(notes) == len(set(notes))


def test_the_undated_plan_is_marked(pages: dict[str, PageSpec]) -> None:
    view = view_of(pages, "chi-tieu/")
    assert isinstance(view, TargetsIndex)
    marked = {plan.url for plan in view.plans if plan.undated}
    assert marked == {"chi-tieu/tp-2026-2030/"}
    for plan in view.plans:
        shown = [UNDATED in walk(row.content(1)) for row in plan.table.rows]
        assert shown == [plan.url in marked] * len(shown)
    records = pages["chi-tieu/tp-2026-2030/"].search
    assert {record.state for record in records} == {"Bản chưa có số, ngày ban hành"}


def test_who_is_responsible_stands_in_an_annex_that_is_not_held(pages: dict[str, PageSpec]) -> None:
    """The plan of 2026-2030 says that Phụ lục I names them; the plan of 2026 names nobody."""
    listed = view_of(pages, "chi-tieu/")
    assert isinstance(listed, TargetsIndex)
    words = {plan.url: plan.nobody for plan in listed.plans}
    assert words["chi-tieu/tp-2026-2030/"] == (
        "Văn bản nêu cơ quan chịu trách nhiệm từng chỉ tiêu tại Phụ lục I; bản cổng lưu không có phần này."
    )
    assert words["chi-tieu/tp-2026/"] == "Văn bản không nêu cơ quan chịu trách nhiệm từng chỉ tiêu."
    view = view_of(pages, "chi-tieu/tp-2026-2030/")
    assert isinstance(view, PlanTargetsPage)
    targets = [target for group in view.groups for target in group.targets]
    assert [target.nobody for target in targets] == ["nêu tại Phụ lục I, bản cổng lưu không có"] * 18


def test_a_targets_deadline_has_its_last_day(pages: dict[str, PageSpec]) -> None:
    """“trước ngày 20/7/2025”: the day before is the last in time."""
    rows = rows_of(pages, "chi-tieu/khuc-thua-du-2025/")
    due = rows["tthc-doanh-nghiep-truc-tuyen"]
    assert due.deadline is not None
    assert due.deadline.text == "trước ngày 20/7/2025"
    assert due.due is not None
    assert due.due.text == "ngày hết hạn: 19/07/2025; đã qua, cổng chưa có kết quả"
    assert rows["tthc-khong-phu-thuoc-dia-gioi"].due is None


def test_levels_that_tasks_set_are_levels_of_their_plan(pages: dict[str, PageSpec]) -> None:
    """Task 38 asks for at least 80% of payments online: the city plan does not “set nothing”."""
    listed = view_of(pages, "chi-tieu/")
    assert isinstance(listed, TargetsIndex)
    texts = {}
    for row in listed.side_by_side.rows:
        link, *cells = (row.content(place) for place in range(len(listed.side_by_side.columns)))
        assert isinstance(link, Link)
        texts[link.text] = [" ".join(words_in(cell)) for cell in cells[1:]]
    assert [link.text for link in listed.columns][:2] == [
        "Kế hoạch CCHC thành phố năm 2026", "Phân công nhiệm vụ CCHC 2026 (xã không nêu tên)",
    ]  # fmt: skip
    assert texts["Thanh toán trực tuyến"][:2] == [
        "đạt tối thiểu 80% nhiệm vụ 38", "đạt tối thiểu 80% nhiệm vụ IV.3",
    ]  # fmt: skip
    assert texts["TTHC trực tuyến toàn trình"][0] == "đảm bảo 100% nhiệm vụ 34"
    assert listed.in_tasks is not None
    assert len(list(listed.in_tasks.rows)) == 10
    view = view_of(pages, "chi-tieu/tp-2026/")
    assert isinstance(view, PlanTargetsPage)
    assert view.in_tasks is not None
    assert len(list(view.in_tasks.rows)) == 5
    assert [figure.value.text for figure in view.figures] == ["7", "10", "1", "3"]


def words_in(content: Content) -> list[str]:
    """The texts and values in a cell."""
    found = []
    for part in walk(content):
        text = part if isinstance(part, str) else getattr(part, "text", "")
        found += [text.strip()] if text.strip() else []
    return found


def test_plans_without_targets_are_named(pages: dict[str, PageSpec]) -> None:
    view = view_of(pages, "chi-tieu/")
    assert isinstance(view, TargetsIndex)
    assert [link.url for link in view.without] == ["ke-hoach/phan-cong-xa-2026/"]


def test_what_is_set_stands_as_written(pages: dict[str, PageSpec]) -> None:
    view = view_of(pages, "chi-tieu/tp-2026/")
    assert isinstance(view, PlanTargetsPage)
    rows = {row.label.machine: row for group in view.groups for t in group.targets for row in t.measures}
    assert rows["par-index"].level.text == "thuộc top 5 địa phương dẫn đầu cả nước"
    assert rows["par-index"].words is not None
    assert rows["par-index"].words.text == "trong nhóm 5 địa phương dẫn đầu"
    assert [detail.value.text for detail in rows["par-index"].details] == ["phấn đấu trong top 3"]
    assert rows["sipas"].words is None
    assert rows["sipas"].latest.value is not None
    assert rows["sipas"].latest.value.text == "91,10%"


def rows_of(pages: dict[str, PageSpec], url: str = "chi-tieu/tp-2026/") -> dict[str, MeasureRow]:
    """The measures on a plan's page by their keys."""
    view = view_of(pages, url)
    assert isinstance(view, PlanTargetsPage)
    return {row.label.machine: row for group in view.groups for t in group.targets for row in t.measures}


@pytest.mark.parametrize(
    ("key", "before", "value", "notes"),
    [
        (
            "tu-kiem-tra",
            "",
            "112%",
            ("con số cao hơn mức có thể có: cần hỏi lại cơ quan gửi, chưa so với mức đặt ra",),
        ),
        (
            "dti",
            "",
            "hạng 9",
            ("báo cáo là hoàn thành, con số chưa đến mức đặt ra: cần hỏi lại cơ quan gửi",),
        ),
        ("par-index", "", "hạng 12", ("chưa đạt mức đặt ra",)),
        ("ho-so-theo-doi-trang-thai", "", "89,5 %", ("chưa đạt mức đặt ra",)),
        ("nhiem-vu-chinh-phu-giao", "", "0%", ("chưa đạt mức đặt ra",)),
        (
            "pci",
            "chưa có kết quả năm 2026; gần nhất:",
            "hạng 1",
            ("số liệu trước khi hợp nhất với Hải Dương",),
        ),
        (
            "sipas",
            "chưa có kết quả năm 2026; gần nhất:",
            "91,10%",
            ("số liệu trước khi hợp nhất với Hải Dương",),
        ),
    ],
)
def test_how_each_target_stands_is_said_in_words(
    reported: dict[str, PageSpec], key: str, before: str, value: str, notes: tuple[str, ...]
) -> None:
    latest = rows_of(reported)[key].latest
    assert latest.value is not None
    assert (latest.before.text if latest.before else "", latest.value.text, latest.notes) == (
        before,
        value,
        notes,
    )


@pytest.mark.parametrize(
    ("key", "value", "notes"),
    [
        (
            "nhiem-vu-ke-hoach-cchc",
            "15/48 nhiệm vụ",
            (
                "không so được: khác đơn vị",
                "báo cáo tự nêu, không kê từng việc",
                "số liệu trước khi hợp nhất với Hải Dương",
            ),
        ),
        (
            "thu-ngan-sach",
            "60,3%",
            ("không so được: văn bản không nêu con số", "số liệu trước khi hợp nhất với Hải Dương"),
        ),
    ],
)
def test_a_figure_that_is_not_compared_is_still_of_another_year(
    pages: dict[str, PageSpec], key: str, value: str, notes: tuple[str, ...]
) -> None:
    latest = rows_of(pages)[key].latest
    assert latest.value is not None
    assert (latest.before.text if latest.before else "", latest.value.text) == (
        "chưa có kết quả năm 2026; gần nhất:",
        value,
    )
    assert latest.notes == notes


def test_a_target_of_later_years_is_not_judged_by_an_older_result(pages: dict[str, PageSpec]) -> None:
    latest = rows_of(pages, "chi-tieu/tp-2026-2030/")["sipas"].latest
    assert latest.before is not None
    assert latest.before.text == "chưa có kết quả giai đoạn 2028 - 2030; gần nhất:"
    assert latest.notes == ("số liệu trước khi hợp nhất với Hải Dương",)


def test_a_result_names_its_measure_and_carries_its_note(reported: dict[str, PageSpec]) -> None:
    view = view_of(reported, "chi-tieu/tp-2026/")
    assert isinstance(view, PlanTargetsPage)
    results = {target.number.text: target.results for group in view.groups for target in group.targets}
    assert [(row.measure, row.value and row.value.text) for row in results["a"]] == [
        ("Thứ hạng Chỉ số chuyển đổi số (DTI)", "hạng 9"),
        ("Thứ hạng Chỉ số cải cách hành chính (PAR Index)", "hạng 12"),
    ]
    [row] = results["c"]
    assert (row.measure, row.value) == ("", None)
    assert row.note is not None
    assert row.note.text == "Không công bố số liệu vì đang đối chiếu"


def test_one_old_figure_does_not_make_a_whole_chart_old(reported: dict[str, PageSpec]) -> None:
    """PAR Index has a rank of 2026, PCI and SIPAS of before the merger: only their rows are marked."""
    view = view_of(reported, "chi-tieu/")
    assert isinstance(view, TargetsIndex)
    ranks = view.charts[0]
    old = "Số liệu là của thành phố Hải Phòng trước khi hợp nhất với tỉnh Hải Dương."
    assert old not in ranks.description
    marked = [row[0].text for row in ranks.rows if "trước khi hợp nhất với Hải Dương" in row[4].text]
    assert marked == ["PCI", "SIPAS", "PCI"]
    assert "DTI" not in {row[0].text for row in ranks.rows}
    listed = view_of(reported, "chi-so/")
    assert isinstance(listed, IndicatorsIndex)
    par = view_of(reported, "chi-so/par-index/")
    assert isinstance(par, IndicatorPage)
    assert par.merger is not None
    assert par.merger.text.startswith("Số liệu có ghi")


def test_figures_all_of_before_the_merger_say_it_once(pages: dict[str, PageSpec]) -> None:
    view = view_of(pages, "chi-tieu/")
    assert isinstance(view, TargetsIndex)
    assert view.charts[0].title.text == "Thứ hạng mới nhất chưa phải kết quả của năm đặt ra ở cả 2 chỉ tiêu"
    assert "trước khi hợp nhất" in view.charts[0].description


def test_indicators_with_the_headline_ones_first(pages: dict[str, PageSpec], real_portal: Portal) -> None:
    view = view_of(pages, "chi-so/")
    assert isinstance(view, IndicatorsIndex)
    assert [card.url for card in view.cards] == [
        "chi-so/par-index/", "chi-so/sipas/", "chi-so/papi/", "chi-so/pci/",
    ]  # fmt: skip
    assert len(view.cards) + len(view.others.rows) == len(real_portal.indicators)


def test_an_indicator_as_stated(pages: dict[str, PageSpec]) -> None:
    view = view_of(pages, "chi-so/par-index/")
    assert isinstance(view, IndicatorPage)
    [row] = view.observations
    assert (row.value.text, row.value.machine) == ("96,17%", "96.17")
    assert row.rank is not None
    assert row.rank.text == "hạng 1"
    assert [change.text for change in row.changes] == [
        "cao hơn 4,3% so với năm 2023",
        "cao hơn 7,8% so với trung bình chung của cả nước",
        "tăng 01 bậc",
    ]
    assert row.before_merger
    assert view.line_words
    assert view.merger is not None


def test_a_figure_on_a_scale_names_the_scale_beside_it(pages: dict[str, PageSpec]) -> None:
    """The report writes “42,7037/80 điểm”: 42.7 points alone would read as points of a hundred."""
    view, listed = view_of(pages, "chi-so/papi/"), view_of(pages, "chi-so/")
    assert isinstance(view, IndicatorPage)
    assert isinstance(listed, IndicatorsIndex)
    [card] = [card for card in listed.cards if card.url == "chi-so/papi/"]
    assert view.latest is not None
    assert card.value is not None
    for shown, scale, unit in ((view.latest, view.scale, view.suffix), (card.value, card.scale, card.suffix)):
        assert (shown.text, scale and scale.text, unit) == ("42,7037", "/80", "điểm")
    assert pages["chi-so/papi/"].card is not None
    assert pages["chi-so/papi/"].card.figures[0][0] == "42,7037/80"


def test_an_indicator_without_figures_says_so(pages: dict[str, PageSpec]) -> None:
    view = view_of(pages, "chi-so/dti/")
    assert isinstance(view, IndicatorPage)
    assert view.latest is None
    assert view.observations == ()
    assert view.charts == ()
    assert view.lead is not None
    assert view.lead_receipt is not None


@pytest.mark.parametrize(
    ("url", "value", "line"),
    [
        ("chi-so/nhiem-vu-chinh-phu-giao/", "07 nhiệm vụ", "Báo cáo ngày 20/06/2025"),
        (
            "chi-so/nhiem-vu-ke-hoach-cchc/",
            "15/48 nhiệm vụ",
            "Tính đến nay (báo cáo ngày 20/06/2025)",
        ),
    ],
)
def test_a_claim_is_shown_as_what_it_is(pages: dict[str, PageSpec], url: str, value: str, line: str) -> None:
    view = view_of(pages, url)
    assert isinstance(view, IndicatorPage)
    assert view.latest is not None
    assert (view.latest.text, view.suffix, view.no_figure) == (value, "", "")
    assert [shown.text for shown in view.lines] == ["Báo cáo tự nêu, không kê từng việc", line]
    [row] = view.observations
    assert (row.value.text, row.kind) == (value, "báo cáo tự nêu, không kê từng việc")


def test_a_reported_value_is_shown_on_its_indicators_page(reported: dict[str, PageSpec]) -> None:
    """The rank that Sở Nội vụ reports for target a stands at the top, in the table and beside the level."""
    view = view_of(reported, "chi-so/dti/")
    assert isinstance(view, IndicatorPage)
    assert view.latest is not None
    assert view.latest.text == "hạng 9"
    assert view.no_figure == ""
    assert [shown.text for shown in view.lines] == [
        "Sở Nội vụ báo cáo cho chỉ tiêu a, Kế hoạch CCHC thành phố năm 2026",
        "Quý II/2026, số liệu đến 09/06/2026",
    ]
    [row] = view.observations
    assert (row.value.text, row.value.machine) == ("hạng 9", "9")


def test_a_newer_reported_value_stands_below_the_reports_result(reported: dict[str, PageSpec]) -> None:
    view = view_of(reported, "chi-so/par-index/")
    assert isinstance(view, IndicatorPage)
    assert view.latest is not None
    assert view.latest.text == "96,17%"
    assert view.lines[-1].text == (
        "hạng 12 (Sở Nội vụ báo cáo cho chỉ tiêu a, Kế hoạch CCHC thành phố năm 2026, "
        "Quý II/2026, số liệu đến 09/06/2026)"
    )


def test_notes_on_an_indicator_are_about_it(pages: dict[str, PageSpec]) -> None:
    view = view_of(pages, "chi-so/par-index/")
    assert isinstance(view, IndicatorPage)
    assert "5256-top-5-sau-khi-dung-dau" in {note.id for note in view.notices}
    assert not [note.id for note in view.notices if "DTI" in note.statement.text]
