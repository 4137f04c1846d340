"""Files of an embed: its page, its pictures with their words, a height that its frame needs."""

from lxml import etree

from generator.build import embed_files
from generator.pages.agencies import index as agencies
from generator.pages.open.embeds import embeds_of
from tests.portals import presentation_of

MADE = presentation_of()
VALUES = MADE.values
EMBEDS = embeds_of(agencies.pages(MADE.task_views, MADE.notices))


def test_a_badge_has_a_cell_for_each_task() -> None:
    (badge,) = (badge for badge in EMBEDS.badges if badge.page.url == "co-quan/so-noi-vu/")
    strip = etree.fromstring(embed_files.strip(VALUES.t, badge))
    assert len(strip.findall(".//{*}rect")) + len(strip.findall(".//{*}use")) >= 1


def test_every_embed_is_prepared_with_heights_and_its_source() -> None:
    made = embed_files.prepared(VALUES.measured, VALUES.t, "https://x.vn/", EMBEDS)
    assert made.keys() == {badge.url for badge in EMBEDS.badges}
    for prepared in made.values():
        assert prepared.narrow % 10 == prepared.wide % 10 == 0
        assert prepared.narrow >= prepared.wide > 0
        for picture in prepared.svgs:
            words = "".join(str(part) for part in etree.fromstring(picture.data).itertext())
            assert "SỐ LIỆU MINH HỌA" in words


def test_each_embed_has_a_page_and_its_pictures() -> None:
    made = embed_files.prepared(VALUES.measured, VALUES.t, "", EMBEDS)
    found = [file.path for file in embed_files.files(VALUES.t, EMBEDS, made, lambda *_: b"<p></p>")]
    assert len(found) == len(set(found))
    for badge in EMBEDS.badges:
        assert any(path.startswith(badge.url) and path.endswith(".html") for path in found)
        assert any(path.startswith(badge.url) and path.endswith(".svg") for path in found)
