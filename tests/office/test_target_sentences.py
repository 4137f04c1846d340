"""Sentences of targets sections and the numbers that they set; the first ones stand in real plans."""

import pytest

from generator.office.target_sentences import read_sentence

PLAIN = [
    ("Tỷ lệ cấp kết quả điện tử đạt 100%.", "Tỷ lệ cấp kết quả điện tử = 100 %"),
    ("95% người dân đánh giá hài lòng.", "Người dân đánh giá hài lòng = 95 %"),
    ("Mức độ hài lòng của người dân đạt tối thiểu 90%.", "Mức độ hài lòng của người dân >= 90 %"),
    ("Tối thiểu 80% hồ sơ được xử lý trực tuyến.", "Hồ sơ được xử lý trực tuyến >= 80 %"),
    ("Phấn đấu 100% văn bản được ký số.", "Văn bản được ký số = 100 %"),
    ("Tỷ lệ hồ sơ đúng hạn đạt ít nhất 99,5%.", "Tỷ lệ hồ sơ đúng hạn >= 99.5 %"),
    ("Trên 80% hồ sơ nộp trực tuyến.", "Hồ sơ nộp trực tuyến > 80 %"),
    ("Tỷ lệ hồ sơ trễ hạn dưới 1%.", "Tỷ lệ hồ sơ trễ hạn < 1 %"),
    ("Tỷ lệ hồ sơ trễ hạn không quá 0,5%.", "Tỷ lệ hồ sơ trễ hạn <= 0.5 %"),
    ("Mức độ hài lòng đạt từ 95% trở lên.", "Mức độ hài lòng >= 95 %"),
    ("Giảm 20% thời gian giải quyết so với năm 2025.", "Giảm thời gian giải quyết so với năm 2025 = 20 %"),
    ("Cắt giảm ít nhất 30 phần trăm chi phí tuân thủ.", "Cắt giảm chi phí tuân thủ >= 30 %"),
    ("Chỉ số PAR Index thuộc nhóm 10 tỉnh dẫn đầu cả nước.", "Chỉ số PAR Index <= 10 hạng"),
    ("Chỉ số PCI xếp thứ 5 trở lên.", "Chỉ số PCI <= 5 hạng"),
    ("Chỉ số PCI xếp hạng thứ 7/34.", "Chỉ số PCI = 7 hạng"),
    ("Thành phố đạt cấp độ 3 mức độ trưởng thành dữ liệu.",
     "Thành phố đạt mức độ trưởng thành dữ liệu = 3 cấp độ"),
    ("Thời gian chờ không quá 15 phút.", "Thời gian chờ <= 15 phút"),
    ("Chỉ số SIPAS đạt tối thiểu 1.250 điểm.", "Chỉ số SIPAS >= 1250 điểm"),
    ("Tự kiểm tra tại cơ quan (đạt 100% số cơ quan).", "Tự kiểm tra tại cơ quan = 100 %"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "measure"), PLAIN)
def test_a_plain_sentence_sets_one_number(text: str, measure: str) -> None:
    found, unread = read_sentence(text)
    assert [f"{one.label} {one.comparator} {one.value} {one.unit}" for one in found] == [measure]
    assert unread == ()
    assert all(one.written in text for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Đạt 80-90% hồ sơ trực tuyến.",
        "Nâng tỷ lệ từ 80% lên 90%.",
        "Tỷ lệ đạt khoảng 80%.",
        "Tỷ lệ cao hơn 5% so với năm 2025.",
        "Đạt tối thiểu: 60% hồ sơ trực tuyến; 80% hồ sơ số hóa.",
    ],
)
def test_a_number_that_is_not_plain_is_no_target_but_told(text: str) -> None:
    assert read_sentence(text) == ((), (text,))


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021.",
        "Hoàn thành sắp xếp 2 cấp chính quyền trong năm 2026.",
        "Trên 3 lĩnh vực; từ 2 đơn vị.",
        "Cung cấp dịch vụ công mức độ 4.",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert read_sentence(text) == ((), ())


def test_one_number_for_several_things_and_one_to_strive_for() -> None:
    text = (
        "Chỉ số cải cách hành chính (PAR Index), Chỉ số chuyển đổi số (DTI) thuộc top 5 địa phương dẫn đầu "
        "cả nước, phấn đấu trong top 3."
    )
    found, _ = read_sentence(text)
    assert [(one.label, one.value, one.stretch, one.shared) for one in found] == [
        ("Chỉ số cải cách hành chính (PAR Index)", "5", ("<=", "3", "phấn đấu trong top 3"), True),
        ("Chỉ số chuyển đổi số (DTI)", "5", ("<=", "3", "phấn đấu trong top 3"), True),
    ]


def test_clauses_without_a_number_share_that_of_the_last() -> None:
    found, _ = read_sentence("Mức độ hài lòng về y tế; mức độ hài lòng về giáo dục đạt tối thiểu 90%.")
    assert [(one.label, one.value, one.shared) for one in found] == [
        ("Mức độ hài lòng về y tế", "90", True),
        ("Mức độ hài lòng về giáo dục", "90", True),
    ]


def test_several_numbers_of_a_sentence() -> None:
    found, _ = read_sentence(
        "Cắt giảm 50% thời gian giải quyết, 30% chi phí so với năm 2024; 100% báo cáo (trừ tin mật) điện tử."
    )
    assert [(one.label, one.value, one.baseline, one.exception) for one in found] == [
        ("Cắt giảm thời gian giải quyết", "50", "so với năm 2024", ""),
        ("Cắt giảm chi phí so với năm 2024", "30", "so với năm 2024", ""),
        ("Báo cáo điện tử", "100", "", "trừ tin mật"),
    ]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Tỷ lệ hài lòng đạt tối thiểu 90%.", "up"),
        ("Tỷ lệ trễ hạn dưới 1%.", "down"),
        ("Tỷ lệ hài lòng đạt 90%.", ""),
        ("100% văn bản được ký số.", "up"),
    ],
)
def test_the_better_direction_is_named_only_where_it_is_sure(text: str, direction: str) -> None:
    assert [one.direction for one in read_sentence(text)[0]] == [direction]
