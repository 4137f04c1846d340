"""The kinds of pages, for tests that open one of each."""

import pytest

KINDS = {
    "home": "",
    "steering": "dieu-hanh/",
    "commune-table": "dieu-hanh/xa-phuong/",
    "tasks": "nhiem-vu/",
    "plan-tasks": "nhiem-vu/tp-2026/",
    "task": "nhiem-vu/tp-2026/1-1/",
    "task-of-parts": "nhiem-vu/tp-2026/7/",
    "task-uncertain": "nhiem-vu/tp-2026/12/",
    "task-of-commune": "nhiem-vu/phan-cong-xa-2026/i-1/",
    "agencies": "co-quan/",
    "department": "co-quan/so-noi-vu/",
    "collective": "co-quan/ubnd-cap-xa/",
    "commune": "co-quan/ubnd-xa-khuc-thua-du/",
    "commune-without-plan": "co-quan/ubnd-xa-tu-ky/",
    "commune-unit": "co-quan/khuc-thua-du-phong-kinh-te/",
    "areas": "linh-vuc/",
    "area": "linh-vuc/thu-tuc-hanh-chinh/",
    "plans": "ke-hoach/",
    "plan": "ke-hoach/tp-2026/",
    "plan-undated": "ke-hoach/tp-2026-2030/",
    "targets": "chi-tieu/",
    "plan-targets": "chi-tieu/tp-2026-2030/",
    "indicators": "chi-so/",
    "indicator": "chi-so/par-index/",
    "quarters": "ky-bao-cao/",
    "quarter": "ky-bao-cao/2026-q1/",
    "documents": "van-ban/",
    "document-held": "van-ban/5256-qd-ubnd-2025/",
    "report": "van-ban/205-bc-ubnd-2025/",
    "document-cited": "van-ban/76-nq-cp-2021/",
    "data": "du-lieu/",
    "api": "du-lieu/api/",
    "contradictions": "khong-khop/",
    "log": "nhat-ky/",
    "revisions": "dinh-chinh/",
    "build": "ban-dung/",
    "embeds": "nhung/",
    "embeds-of-agencies": "nhung/co-quan/",
    "search": "tim-kiem/?q=khuc+thua+du",
    "site-map": "so-do-trang/",
    "method": "phuong-phap/",
    "glossary": "thuat-ngu/",
    "about": "gioi-thieu/",
    "feedback": "gop-y/",
    "guide": "huong-dan/",
}
"""One address of each kind of page in the site's shell (embeds have none); the real site and every sample
have them all. (404 stands apart.)"""


SHAPES = (
    "home", "commune-table", "plan-tasks", "task", "agencies", "department", "plan", "document-held",
    "quarter", "embeds", "search", "guide",
)  # fmt: skip
"""Kinds that have between them all that pages are made of: charts, filters, tables that fold, a search,
pictures, raw OCR, snippets. Checks of the shell and of widgets open these in ``make test``."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``address`` runs once for each kind of page; ``shape_address`` is one too.

    Of the kinds left out of `SHAPES`, a test that takes it runs with ``make test-city``.
    """
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", KINDS.values(), ids=KINDS.keys())
    if "shape_address" in metafunc.fixturenames:
        metafunc.parametrize(
            "shape_address",
            [
                pytest.param(address, id=kind, marks=() if kind in SHAPES else pytest.mark.city)
                for kind, address in KINDS.items()
            ],
        )
