"""A page shows its own card, or that of the first page it names that has one, or the home page's."""

from generator.build.share_cards import ShareCards
from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.view.share_card import ShareCard
from generator.view.site import PageSpec
from tests.portals import portal_of


def spec(url: str, card: ShareCard | None = None, *card_of: str) -> PageSpec:
    return PageSpec(url, "", "", "", "", None, card=card, card_of=card_of)


HOME, PLAN = spec("", ShareCard("Đầu")), spec("ke-hoach/a/", ShareCard("Kế hoạch", note="Bản chưa có số"))


def cards(portal: Portal) -> ShareCards:
    measured = Measured(portal, portal.settings.as_of)
    return ShareCards.of(measured, Catalogue.load("vi").text, [HOME, PLAN, spec("nhiem-vu/a/1/")])


def test_the_nearest_card_is_shown() -> None:
    found = cards(portal_of())
    assert found.image(PLAN) == "chia-se/ke-hoach/a.png"
    assert found.image(spec("nhiem-vu/a/1/", None, "co-quan/b/", "ke-hoach/a/")) == "chia-se/ke-hoach/a.png"
    assert found.image(spec("gop-y/")) == "chia-se/trang-chu.png"


def test_every_card_has_name_and_day_and_made_up_data_say_so() -> None:
    made_up = cards(portal_of()).cards["ke-hoach/a/"]
    real = cards(portal_of({"data/portal.yaml": {"sample: true\n": ""}})).cards["ke-hoach/a/"]
    assert (made_up.name, made_up.tagline) == ("Cải cách hành chính Hải Phòng", "Số liệu minh họa")
    assert "30/06/2026" in made_up.foot
    assert real.note == "Bản chưa có số"
    assert "minh họa" in made_up.note.lower()
