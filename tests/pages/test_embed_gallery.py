"""The gallery: each chart once and each badge, with the line to copy."""

from generator.build import embed_files
from generator.data.history import NO_HISTORY
from generator.pages.agencies import index as agencies
from generator.pages.open import embeds
from generator.pages.targets import index as targets
from generator.pages.targets import indicators
from generator.view.embeds import Embeds
from tests.portals import presentation_of

MADE = presentation_of()
VALUES = MADE.values


def test_nothing_to_show_gives_no_embed() -> None:
    assert embeds.embeds_of([]) == Embeds((), ())


def test_each_badge_is_collected_once_and_has_its_place_in_the_gallery() -> None:
    specs = list(agencies.pages(MADE.task_views, MADE.notices))
    found = embeds.embeds_of(specs)
    assert [badge.page.url for badge in found.badges] == [spec.url for spec in specs if spec.badge]
    assert "co-quan/so-noi-vu/" in {badge.page.url for badge in found.badges}
    made = embed_files.prepared(VALUES.measured, VALUES.t, "", found)
    shown = list(embeds.pages(VALUES, "", found, made))
    assert [spec.url for spec in shown][:2] == ["nhung/", "nhung/co-quan/"]
    assert {badge.url for badge in found.badges} == made.keys()


def test_a_chart_that_stands_on_several_pages_is_collected_once() -> None:
    pages = list(indicators.pages(VALUES, MADE.notices, "")) + list(
        targets.pages(VALUES, MADE.notices, NO_HISTORY)
    )
    found = embeds.embeds_of([*pages, *pages])
    assert found.charts
    assert len({chart.url for chart in found.charts}) == len(found.charts)
