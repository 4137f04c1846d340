"""The text of a plan in Word: printed and computed numbers, headings, and paragraphs without either."""

import docx

from generator.office.body_text import Body, read_body
from generator.office.word_tables import Paragraph, blocks


def body(*lines: str) -> Body:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return read_body(blocks(document))


def parts(*lines: str) -> list[tuple[str, str, str, str]]:
    return [(part.number, part.kind, part.title, part.text) for part in body(*lines).parts]


PLAN = (
    "ỦY BAN NHÂN DÂN",
    "KẾ HOẠCH",
    "Cải cách hành chính năm 2026",
    "Căn cứ Nghị quyết số 76/NQ-CP; Ủy ban nhân dân ban hành Kế hoạch như sau:",
    "I. MỤC TIÊU",
    "1. Mục tiêu chung:",
    "- Nâng cao hiệu quả.",
    "2. Một số chỉ tiêu",
    "a) 100% hồ sơ đúng hạn;",
    "đ) Tối thiểu 90% người dân",
    "hài lòng.",
    "II. NHIỆM VỤ, GIẢI PHÁP",
    "1. Cải cách thể chế",
    "1.1. Rà soát văn bản.",
    "- Giai đoạn 2026 - 2027:",
    "+ Hoàn thành rà soát.",
    "(Danh mục tại Phụ lục kèm theo)",
    "III. KINH PHÍ",
    "Do ngân sách bảo đảm.",
    "IV. TỔ CHỨC THỰC HIỆN",
    "1. Sở Nội vụ: Chủ trì thực hiện.",
    "Trên đây là Kế hoạch năm 2026./.",
    "Nơi nhận:",
    "- Như trên;",
    "PHỤ LỤC I",
    "1. Không thuộc phần này",
)


def test_a_plan_is_read_by_its_numbers() -> None:
    found = body(*PLAN)
    assert [(part.number, part.at, part.kind, part.title, part.text) for part in found.parts] == [
        ("MĐ.1", "Mở đầu", "purpose", "", PLAN[3]),
        ("I", "I", "goal", "MỤC TIÊU", ""),
        ("I.1", "I.1", "goal", "Mục tiêu chung", ""),
        ("I.1.1", "I.1", "goal", "", "Nâng cao hiệu quả."),
        ("I.2", "I.2", "goal", "Một số chỉ tiêu", ""),
        ("I.2.a", "I.2.a", "goal", "", "100% hồ sơ đúng hạn;"),
        ("I.2.đ", "I.2.đ", "goal", "", "Tối thiểu 90% người dân hài lòng."),
        ("II", "II", "duty", "NHIỆM VỤ, GIẢI PHÁP", ""),
        ("II.1", "II.1", "duty", "Cải cách thể chế", ""),
        ("II.1.1", "II.1.1", "duty", "", "Rà soát văn bản."),
        ("II.1.1.1", "II.1.1", "duty", "Giai đoạn 2026 - 2027", ""),
        ("II.1.1.1.1", "II.1.1", "duty", "", "Hoàn thành rà soát."),
        ("II.1.1.2", "II.1.1", "duty", "", "(Danh mục tại Phụ lục kèm theo)"),
        ("III", "III", "funding", "KINH PHÍ", "Do ngân sách bảo đảm."),
        ("IV", "IV", "responsibility", "TỔ CHỨC THỰC HIỆN", ""),
        ("IV.1", "IV.1", "responsibility", "Sở Nội vụ", "Chủ trì thực hiện."),
        ("KT", "Kết thúc", "closing", "", "Trên đây là Kế hoạch năm 2026./."),
    ]
    assert found.left_out == [*PLAN[:3], "Nơi nhận:", "Như trên;"]


def test_a_decision_before_the_plan() -> None:
    found = parts(
        "QUYẾT ĐỊNH",
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.",
        "Điều 2. Quyết định có hiệu lực kể từ ngày ký.",
        "Điều 3. Các sở chịu trách nhiệm thi hành Quyết định này./.",
        "Nơi nhận:",
        "KẾ HOẠCH",
        "I. MỤC ĐÍCH",
    )
    assert [(number, kind) for number, kind, *_ in found] == [
        ("QĐ.MĐ.1", "purpose"),
        ("QĐ.1", "purpose"),
        ("QĐ.2", "closing"),
        ("QĐ.3", "responsibility"),
        ("I", "purpose"),
    ]


def test_automatic_numbers_count_like_typed_ones() -> None:
    blocks_ = (
        Paragraph(("MỤC ĐÍCH",), marks=("I.",)),
        Paragraph(("Yêu cầu",), marks=("2.",)),
        Paragraph(("Kịp thời.",), marks=("a)",)),
        Paragraph(("Hiệu quả.",), marks=("-",)),
    )
    assert [part.number for part in read_body(blocks_).parts] == ["I", "I.2", "I.2.a", "I.2.a.1"]


def test_an_item_takes_no_number_that_is_printed_elsewhere() -> None:
    found = parts("I. MỤC ĐÍCH", "- Một.", "1. Yêu cầu", "I. MỤC ĐÍCH", "1. Yêu cầu")
    numbers = [number for number, *_ in found]
    assert len(numbers) == len(set(numbers)) == 5
    assert numbers[:3] == ["I", "I.2", "I.1"]


def test_a_file_without_numbers_and_one_in_excel_have_no_text() -> None:
    assert body("Danh mục nhiệm vụ", "Kính gửi các sở").parts == []
    assert read_body((Paragraph(("I. MỤC ĐÍCH",), sheet="A"),)).parts == []
