"""Notes on sources that disagree stand beside the records they are about."""

from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.view.notices import Notices
from generator.view.values import Values
from tests.portals import portal_of


def test_a_note_is_shown_with_places_in_its_sources() -> None:
    portal = portal_of()
    notices = Notices(Values(Measured(portal, portal.settings.as_of), Catalogue.load("vi")))
    (notice,) = notices.about("target:tp-2026/a")
    assert notice.statement.text == "Kế hoạch và báo cáo ghi hai con số khác nhau."
    assert [(link.text, link.url) for link in notice.sources] == [
        ("1/KH-UBND, mục I.2", "van-ban/ke-hoach-2026/#ct-a"),
        ("2/BC-UBND, mục I.1", "van-ban/bao-cao-2026/#muc-i-1"),
    ]
    assert notices.about("observation:sipas-2026") == (notice,)
    assert notices.about("task:tp-2026/1") == ()
