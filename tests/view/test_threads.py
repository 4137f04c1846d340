"""The thread of a task: what it implements above it, what implements it below."""

from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.view.threads import Threads
from generator.view.values import Values
from tests.portals import DOCUMENTS, portal_of

CYCLE = {
    DOCUMENTS: {
        "cited_at:": "relations:\n    - {type: implements, document: ke-hoach-2026, "
        "source: {document: nghi-quyet-2021, at: Điều 1}}\n  cited_at:"
    }
}


def threads(portal: Portal) -> Threads:
    return Threads(Values(Measured(portal, portal.settings.as_of), Catalogue.load("vi")))


def thread(portal: Portal, plan: str, number: str) -> list[tuple[str, str]]:
    """Text and address of each entry of a task's thread; its own has no address."""
    found = threads(portal).thread(portal.plans[plan].tasks[number])
    assert [node.here for node in found].count(True) == 1
    return [(node.text, node.url) for node in found]


def test_a_task_stands_between_what_it_implements_and_what_implements_it() -> None:
    assert thread(portal_of(), "tp-2026", "2") == [
        ("76/NQ-CP", "van-ban/nghi-quyet-2021/"),
        ("Nhiệm vụ 2, Kế hoạch năm 2026", ""),
        ("Nhiệm vụ I.1, Kế hoạch xã năm 2026", "nhiem-vu/xa-2026/i-1/"),
    ]


def test_a_law_is_ground_for_every_plan_and_no_programme() -> None:
    law = portal_of({DOCUMENTS: {"kind: Nghị quyết": "kind: Luật"}})
    assert thread(law, "tp-2026", "1") == [("Nhiệm vụ 1, Kế hoạch năm 2026", "")]


def test_documents_that_name_each_other_come_once() -> None:
    found = threads(portal_of(CYCLE)).thread_of_documents("ke-hoach-2026")
    assert [node.url for node in found] == ["van-ban/ke-hoach-2026/", "van-ban/nghi-quyet-2021/"]
