"""Words of a plan that are not matched: entered in part, kept as written, never “not stated”."""

from tests.office.word_plans import document, eyes, read


def test_a_column_of_both_is_split_where_the_cells_say_who_leads() -> None:
    header = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Thời gian hoàn thành")
    found = read(
        document(
            ("1", "Rà soát", "Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp", "Quý II/2026"),
            ("2", "Tập huấn", "Sở Nội vụ, Sở Tư pháp", "Quý II/2026"),
            header=header,
        )
    )
    first, second = (task.record for task in found.tasks)
    assert (first.lead, first.coordinating, first.not_entered) == (("so-noi-vu",), ("so-tu-phap",), ())
    assert (second.lead, second.coordinating) == ((), ())
    assert second.not_entered == ("lead", "coordinating")
    assert second.as_written == {"lead": "Sở Nội vụ, Sở Tư pháp", "coordinating": "Sở Nội vụ, Sở Tư pháp"}


def test_what_is_not_matched_is_not_entered_and_keeps_its_words() -> None:
    (task,) = read(
        document(("1", "Rà soát", "Sở Nội vụ; Hội cờ tướng", "Hội vui", "Quý II/2026", "Báo cáo"))
    ).tasks
    assert (task.record.lead, task.record.coordinating) == (("so-noi-vu",), ())
    assert task.record.not_entered == ("lead", "coordinating")
    assert task.record.as_written == {"lead": "Hội cờ tướng", "coordinating": "Hội vui"}


def test_a_column_that_is_not_understood_may_hold_what_is_missing() -> None:
    header = ("STT", "Nội dung nhiệm vụ", "Cơ quan tham mưu", "Thời gian hoàn thành", "Kinh phí")
    (task,) = read(document(("1", "Rà soát", "Sở Nội vụ", "Quý II/2026", "5 tỷ"), header=header)).tasks
    assert task.record.not_entered == ("lead", "coordinating", "deliverables")
    plain = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành", "Ghi chú")
    (task,) = read(document(("1", "Rà soát", "Sở Nội vụ", "", ""), header=plain)).tasks
    assert task.record.not_entered == ()


def test_a_table_without_columns_of_leads_or_deadlines_is_told() -> None:
    made = document(("1", "Rà soát", "Báo cáo"), header=("STT", "Nội dung nhiệm vụ", "Sản phẩm"))
    assert (1, 1, 0) in [place for place, code, _ in eyes(made) if code == "column-missing"]


def test_an_area_that_is_nearly_one_is_not_entered() -> None:
    (task,) = read(
        document(
            ("I", "Cải cách thể chế hành chính", "", "", "", ""), ("1", "Rà soát", "Sở Nội vụ", "", "", "")
        )
    ).tasks
    assert (task.record.area, task.record.not_entered) == (None, ("area",))
    assert task.record.as_written == {"area": "Cải cách thể chế hành chính"}
