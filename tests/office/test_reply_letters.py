"""Letters to agencies: each its own cells, in plain words, and nothing of anybody else."""

import re

import pytest

from generator.office.form_owner import NamedAgencies, owner_named
from generator.office.reply_letters import letters
from generator.office.workbook import Sheet
from tests.office.answers import SHARED, TASK, form_of
from tests.office.cells import VIETNAMESE
from tests.office.folders import THIRD, sent, together, with_cutoff
from tests.portals import portal_of

PORTAL = portal_of(THIRD)
WRONG = sent(
    PORTAL, "so-noi-vu", {(TASK, "state"): "xong rồi, hỏi 0912 345 678 hoặc a.b@c.vn", (SHARED, "state"): "x"}
)
LATE = sent(PORTAL, "so-tai-chinh", {(SHARED, "state"): "Hoàn thành"}, "1/6/2026")
GOOD = sent(PORTAL, "so-y-te", {})


def written(forms: dict[str, list[Sheet]]) -> dict[str, str]:
    return {one.agency: one.text for one in letters(PORTAL, together(PORTAL, forms), VIETNAMESE)}


def test_each_agency_with_faults_gets_its_own_cells() -> None:
    forms = {
        "Nguyễn Văn A.xlsx": WRONG,
        "tc.xlsx": LATE,
        "yt.xlsx": GOOD,
        "xa.xlsx": form_of(PORTAL, "xa-minh-hoa"),
    }
    found = written(forms)
    assert sorted(found) == ["so-noi-vu", "so-tai-chinh"]
    mine = found["so-noi-vu"].splitlines()
    assert mine[0] == "Kính gửi: Sở Nội vụ"
    assert "có 2 chỗ cần xem lại" in mine[2]
    assert mine[4] == "1. Trang Nhiệm vụ, ô F9: “xong rồi, hỏi … hoặc …” không có trong danh sách."
    assert mine[5].startswith("   Cần: Chưa thực hiện · Đang thực hiện · ")
    assert mine[6] == "   Cách sửa: bấm mũi tên trong ô và chọn một mục."
    assert "ô C3: số liệu đến ngày 01/06/2026 khác với ngày của kỳ này" in found["so-tai-chinh"]
    for other in ("Nguyễn", "tc.xlsx", "Tài chính", "portal", "--"):
        assert other not in found["so-noi-vu"]


def test_two_versions_are_asked_about_without_their_names() -> None:
    other = sent(PORTAL, "so-noi-vu", {(SHARED, "state"): "Hoàn thành"})
    (text,) = written({"Bà Trần Thị B.xlsx": form_of(PORTAL), "Bà Trần Thị B (1).xlsx": other}).values()
    assert text.count("hai bản khác nhau") == 1
    assert "ở đây ghi “Hoàn thành”, ở bản kia ghi “–”" in text
    assert "Trần" not in text


def test_a_file_that_does_not_open_is_of_the_agency_in_its_name_if_any() -> None:
    names = NamedAgencies(PORTAL.agencies)
    assert owner_named("goi-so-tai-chinh.zip › Sở Nội vụ (1).xlsx", names) == "so-noi-vu"
    assert owner_named("bieu.xlsx", names) is None
    assert owner_named("so-noi-vu so-tai-chinh.xlsx", names) is None
    found = written({"so-noi-vu.xlsx": [], "bieu.xlsx": []})
    assert list(found) == ["so-noi-vu"]
    assert "Cả tệp" in found["so-noi-vu"]
    assert "ghi vào mẫu đã phát cho cơ quan rồi gửi lại mẫu đó" in found["so-noi-vu"]


def test_a_form_that_names_two_agencies_goes_to_neither() -> None:
    assert written({"so-tai-chinh.xlsx": WRONG}) == {}


def test_a_good_form_gets_no_letter_because_of_a_note() -> None:
    assert written({"a.xlsx": GOOD, "aa.xlsx": GOOD}) == {}


@pytest.mark.parametrize(
    "code", sorted(key for key in VIETNAMESE.entries if key.startswith("office.reply-mend."))
)
def test_words_for_agencies_name_no_command(code: str) -> None:
    assert f"problems.{code.rpartition('.')[2]}.mend" in VIETNAMESE
    assert not re.search(r"portal|--|data/", VIETNAMESE.text(code))


def test_words_that_name_a_command_have_others_for_agencies() -> None:
    """Every way to mend a form that names a command of the portal is said otherwise in a letter."""
    own = {key.rpartition(".")[2] for key in VIETNAMESE.entries if key.startswith("office.reply-mend.")}
    named = {
        key.split(".")[1]
        for key, text in VIETNAMESE.entries.items()
        if re.fullmatch(r"problems\.xlsx-.*\.mend(_near)?", key) and re.search(r"portal |--[a-z]|data/", text)
    }
    beside = {"xlsx-owner-differs", "xlsx-unknown-agency", "xlsx-version-not-chosen"}
    assert named - own - beside == set()


def test_a_wrong_cut_off_is_told_without_the_files_of_others() -> None:
    forms = {
        "a.xlsx": with_cutoff(GOOD, "2/6/2026"),
        "b.xlsx": LATE,
        "Lê Thị C.xlsx": sent(PORTAL, "so-noi-vu", {}),
    }
    assert all("Lê" not in text and "b.xlsx" not in text for text in written(forms).values())
