"""Differences in words: by agency, each field old and new, and what the data were compared with."""

from generator.data.differences import Published
from generator.pages.record import differences, preview
from tests.portals import TASKS, changed_files, presentation_of

WORDS = {"deadline: Quý I/2026": "deadline: Quý II/2026"}
PUBLISHED = Published(changed_files(), folder="../cu")


def test_a_changed_deadline_is_told_under_its_lead() -> None:
    now, was = presentation_of({TASKS: WORDS}), presentation_of()
    found = differences.describe(now.task_views, was.task_views, PUBLISHED)
    (group,) = found.groups
    (item,) = group.items
    assert (group.agency.text, item.kind, item.path, found.count) == ("Sở Nội vụ", "changed", TASKS, 1)
    assert [(field.before, field.after) for field in item.fields] == [("Quý I/2026", "Quý II/2026")]
    told = list(differences.lines(now.values.t, found))
    assert any("Quý I/2026" in line and "Quý II/2026" in line for line in told)
    assert "../cu" in differences.against(now.values.t, PUBLISHED)


def test_the_banner_and_the_page_of_a_preview_lead_to_what_changed() -> None:
    now, was = presentation_of({TASKS: WORDS}), presentation_of()
    found = differences.describe(now.task_views, was.task_views, PUBLISHED)
    known = {"nhiem-vu/tp-2026/1/"}
    shown = preview.banner(now.values.t, found, known)
    assert [link.url for link in shown.items] == ["nhiem-vu/tp-2026/1/"]
    page = preview.page(now.values, found, known, None)
    assert page.url == shown.url
    assert isinstance(page.view, preview.PreviewPage)
    assert [agency.text for agency, _ in page.view.groups] == ["Sở Nội vụ"]


def test_the_same_data_have_no_difference() -> None:
    made = presentation_of()
    assert differences.describe(made.task_views, made.task_views, PUBLISHED).count == 0
