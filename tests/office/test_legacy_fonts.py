"""Text of fonts from before Unicode is recognised by its font and turned into Unicode."""

import unicodedata

import pytest

from generator.office.legacy_fonts import converted, encoding_of, has_legacy, is_unicode
from tests.office.word_plans import cell, document, eyes, read, run


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"), (".VnArial Narrow", "tcvn3"), (".VnTimeH", "tcvn3-capitals"),
        ("VNI-Times", "vni"), ("VNI-Helve-Condense", "vni"),

        ("VNtimes new roman", "unknown"), ("VPS Times", "unknown"),
        ("Times New Roman", ""), ("Vnode", ""), ("", ""),
    ],
)  # fmt: skip
def test_fonts(font: str, encoding: str) -> None:
    assert encoding_of(font) == encoding


@pytest.mark.parametrize(
    ("encoding", "text", "unicode"),
    [
        ("tcvn3", "Rµ so¸t quy tr×nh mét cöa", "Rà soát quy trình một cửa"),
        ("tcvn3", "Së T\xad ph¸p, Th\xadêng xuyªn", "Sở Tư pháp, Thường xuyên"),
        ("tcvn3", "§¶ng uû, ñy ban, H¶i Phßng, ®Êt, ch÷ ký", "Đảng uỷ, ủy ban, Hải Phòng, đất, chữ ký"),
        ("tcvn3-capitals", "céng hoµ x· héi", "CỘNG HOÀ XÃ HỘI"),
        ("vni", "Sôû Noäi vuï, Haûi Phoøng, ñaát ñai", "Sở Nội vụ, Hải Phòng, đất đai"),
        ("vni", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("vni", "Thöôøng xuyeân, tyû leä, kyõ, kî thuaät", "Thường xuyên, tỷ lệ, kỹ, kỵ thuật"),
        ("vni", "naêm, ngaén, baèng, thaúng, chaün, maët", "năm, ngắn, bằng, thẳng, chẵn, mặt"),
        ("tcvn3", "Sở Nội vụ 5 %", "Sở Nội vụ 5 %"),
    ],
)  # fmt: skip
def test_text(encoding: str, text: str, unicode: str) -> None:
    assert converted(text, encoding) == unicodedata.normalize("NFC", unicode)


def test_every_vietnamese_letter_has_its_place_in_the_table_of_tcvn3() -> None:
    places = "".join(chr(code) for code in range(0xA1, 0xFF))
    letters = converted(places, "tcvn3").lower()
    vowels = unicodedata.normalize(
        "NFC",
        "".join(
            f"{v}{m}" for v in "aăâeêioôơuưy" for m in ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        ),
    )
    assert set(vowels) | set("ăâđêôơư") <= set(letters)
    assert has_legacy("Së")
    assert not has_legacy("Sở\xa0Nội")


def named(text: str, font: str) -> str:
    return cell(run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'))


def test_a_plan_in_an_old_font_is_read_in_unicode_and_told_once() -> None:
    texts = ("1", "Rµ so¸t quy tr×nh", "Së T\xad ph¸p", "Së Y tÕ", "Th\xadêng xuyªn", "B¸o c¸o")
    made = document(tuple(named(text, ".VnTime") for text in texts))
    (task,) = (task.record for task in read(made).tasks)
    assert (task.title, task.lead, task.coordinating) == ("Rà soát quy trình", ("so-tu-phap",), ("so-y-te",))
    assert (task.deadline, task.deliverables) == ("Thường xuyên", ("Báo cáo",))
    assert eyes(made) == [((1, 2, 2), "font-converted", ".VnTime")]
    assert read(made).hidden == ()


def test_a_letter_of_vni_may_begin_in_one_run_and_end_in_the_next() -> None:
    halves = run("So", '<w:rFonts w:hAnsi="VNI-Times"/>') + run("â", '<w:b/><w:rFonts w:hAnsi="VNI-Helve"/>')
    assert read(document(("1", cell(halves), "", "", "Quý I/2026", ""))).tasks[0].record.title == "Sô"


def test_unicode_with_an_old_font_left_over_stays() -> None:
    made = document(("1", named("Hải Phòng có", ".VnTime"), "", "", "Quý I/2026", ""))
    assert (read(made).tasks[0].record.title, eyes(made)) == ("Hải Phòng có", [])
    assert not is_unicode("Së Néi vô")


def test_the_font_of_a_style_counts() -> None:
    made = document(("1", "Së", "", "", "Quý I/2026", ""))
    made.styles["Normal"].font.name = ".VnTime"
    assert read(made).tasks[0].record.title == "Sở"


def test_a_font_without_a_table_stops_the_import_by_its_cell() -> None:
    plan = read(document(("1", named("Sôû Noäi", "VPS Times"), "", "", "Quý I/2026", "")))
    assert [(eye.place, eye.code, dict(eye.params)) for eye in plan.hidden] == [
        ((1, 2, 2), "font-unknown", {"value": "VPS Times"})
    ]
