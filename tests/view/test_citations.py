"""A record is cited by name, number, wording, source, day and address."""

from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.view.citations import Citations, quoted
from generator.view.values import Values
from tests.portals import portal_of


def test_a_citation_says_where_and_as_of_when() -> None:
    portal = portal_of()
    values = Values(Measured(portal, portal.settings.as_of), Catalogue.load("vi"))
    cited = Citations(values, "https://example.org/").cite(
        "1", "Rà soát văn bản", portal.plans["tp-2026"], "nhiem-vu/tp-2026/1/"
    )
    assert cited == (
        "Cải cách hành chính Hải Phòng. Nhiệm vụ 1, Kế hoạch năm 2026 (1/KH-UBND): “Rà soát văn bản”. "
        "Tính đến 30/06/2026. https://example.org/nhiem-vu/tp-2026/1/"
    )


def test_a_plan_without_a_number_is_named_once() -> None:
    portal = portal_of({"data/documents.yaml": {"  symbol: 1/KH-UBND\n": ""}})
    values = Values(Measured(portal, portal.settings.as_of), Catalogue.load("vi"))
    cited = Citations(values, "").cite(
        "1", "Rà soát văn bản…", portal.plans["tp-2026"], "nhiem-vu/tp-2026/1/"
    )
    assert cited.startswith(
        "Cải cách hành chính Hải Phòng. Nhiệm vụ 1, Kế hoạch năm 2026: “Rà soát văn bản”. "
    )


def test_a_quoted_title_leaves_the_full_stop_to_the_citation() -> None:
    assert quoted("Kiểm tra tại các đơn vị.") == "Kiểm tra tại các đơn vị"
    assert quoted("Rà soát, đề xuất … ….") == "Rà soát, đề xuất"
    assert quoted("đối với dịch vụ giáo […]") == "đối với dịch vụ giáo […]"
