"""What a badge knows about itself from its parts."""

from generator.view.embeds import BadgeEmbed, BadgeGroup
from generator.view.views import Link, Mark, Receipt, Value

RECEIPT = Receipt("count", "")


def count(number: int) -> Value:
    return Value(str(number), str(number), RECEIPT)


BADGE = BadgeEmbed(
    url="nhung/co-quan/so-noi-vu/",
    page=Link("Sở Nội vụ", "co-quan/so-noi-vu/"),
    group=BadgeGroup("so", "Các sở"),
    plan=Link("Kế hoạch năm 2026", "ke-hoach/tp-2026/"),
    role="Chủ trì",
    figures=(),
    key=((Mark("late", "✕", "Trễ hạn"), count(2)), (Mark("due", "", "Chưa đến hạn"), count(1))),
    documents=(),
    gallery="nhung/co-quan/",
)


def test_a_cell_stands_for_each_task_state_by_state() -> None:
    assert BADGE.marks == (("late", "✕"), ("late", "✕"), ("due", ""))


def test_its_place_in_the_gallery_is_named_after_its_address() -> None:
    assert (BADGE.title, BADGE.place) == ("Sở Nội vụ", "nhung/co-quan/#so-noi-vu")
