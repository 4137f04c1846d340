"""Addresses that people cite: written out, as they must never change."""

from generator.model.quarter import Quarter
from generator.view import urls
from tests.portals import portal_of

SECOND = Quarter(2026, 2)


def test_addresses_of_records() -> None:
    task = portal_of().plans["xa-2026"].tasks["I.1"]
    assert urls.task(task) == urls.task_by_key("xa-2026/I.1") == "nhiem-vu/xa-2026/i-1/"
    assert urls.target("tp-2026", "a") == "chi-tieu/tp-2026/#ct-a"
    assert urls.section("tp-2026", "IV.1.c") == "ke-hoach/tp-2026/#muc-iv-1-c"
    assert urls.document_row("bao-cao-2026", "sl", "Hồ sơ.1") == "van-ban/bao-cao-2026/#sl-ho-so-1"
    assert urls.documents_of_kind("Quyết định") == "van-ban/theo-loai/quyet-dinh/"
    assert urls.log_commit("0a1b2c3") == "nhat-ky/0a1b2c3/"


def test_addresses_of_quarters() -> None:
    task = portal_of().plans["xa-2026"].tasks["I.1"]
    assert urls.quarter_task(SECOND, task) == "ky-bao-cao/2026-q2/xa-2026/i-1/"
    assert urls.snapshot_plan(SECOND, "tp-2026") == "ky-bao-cao/2026-q2/ban-chup/tp-2026/"
    assert urls.plan_changes(SECOND, "tp-2026") == "ky-bao-cao/2026-q2/thay-doi/tp-2026/"


def test_addresses_of_files() -> None:
    assert urls.share_card("") == "chia-se/trang-chu.png"
    assert urls.share_card("co-quan/so-noi-vu/") == "chia-se/co-quan/so-noi-vu.png"
    assert urls.page_book("") == "du-lieu/bang/trang-chu/bang.xlsx"
    assert urls.page_book("co-quan/so-noi-vu/") == "du-lieu/bang/co-quan/so-noi-vu/bang.xlsx"
