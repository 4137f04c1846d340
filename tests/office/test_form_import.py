"""Several forms at once: good ones can be taken while the others wait."""

from generator.data.check import check_files
from tests.office.answers import SHARED, TASK
from tests.office.folders import THIRD, sent, together, told
from tests.portals import SECOND_QUARTER, portal_of

PORTAL = portal_of()
GOOD = sent(PORTAL, "so-tai-chinh", {(SHARED, "state"): "Hoàn thành"})
WRONG = sent(PORTAL, "so-noi-vu", {(TASK, "state"): "xong rồi nhé", (SHARED, "state"): "Hoàn thành"})
FORMS = {"a.xlsx": WRONG, "b.xlsx": GOOD}


def test_without_being_asked_to_nothing_is_taken_and_the_good_files_are_named() -> None:
    found = together(PORTAL, FORMS)
    assert (found.refused, found.files, found.sound) == (True, {}, ("b.xlsx",))


def test_good_files_are_taken_and_the_others_wait_whole() -> None:
    found = together(PORTAL, FORMS, take_good=True)
    assert not found.refused
    assert found.waiting == {"a.xlsx"}
    assert told(found) == [("a.xlsx", "xlsx-state-unknown")]
    assert [one.agency for one in found.returned] == ["so-tai-chinh"]
    written = found.files[SECOND_QUARTER].decode()
    assert "so-tai-chinh" in written
    assert "so-noi-vu" not in written
    assert "so-noi-vu" in found.unreported
    portal, problems = check_files({**PORTAL.sources, **found.files})
    assert portal is not None, problems


def test_the_result_is_that_of_the_good_files_alone() -> None:
    alone = together(PORTAL, {"b.xlsx": GOOD})
    assert together(PORTAL, FORMS, take_good=True).files == alone.files


def test_where_every_file_is_wrong_nothing_is_taken() -> None:
    found = together(PORTAL, {"a.xlsx": WRONG}, take_good=True)
    assert (found.refused, dict(found.files), found.sound) == (True, {}, ())


def test_versions_that_differ_wait_together() -> None:
    other = sent(PORTAL, "so-noi-vu", {(SHARED, "state"): "Đang thực hiện"})
    forms = {"a.xlsx": sent(PORTAL, "so-noi-vu", {}), "a (1).xlsx": other, "b.xlsx": GOOD}
    found = together(PORTAL, forms, take_good=True)
    assert found.waiting == {"a.xlsx", "a (1).xlsx"}
    assert "so-noi-vu" not in found.files[SECOND_QUARTER].decode()


def test_a_wrong_cut_off_waits_and_does_not_outvote_the_good_ones() -> None:
    portal = portal_of(THIRD)
    forms = {
        "a.xlsx": sent(portal, "so-noi-vu", {(SHARED, "state"): "Hoàn thành"}, "1/6/2026"),
        "b.xlsx": sent(portal, "so-tai-chinh", {(SHARED, "state"): "Hoàn thành"}),
        "c.xlsx": sent(portal, "so-y-te", {}),
    }
    found = together(portal, forms, take_good=True)
    assert found.waiting == {"a.xlsx"}
    assert found.files[SECOND_QUARTER].decode().startswith("cutoff: 2026-06-09")
