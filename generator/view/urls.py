"""The addresses of all pages, relative to the site's root, without diacritics, ending in ``/``.

Addresses are spelt here and nowhere else, and must never change: people cite them.
"""

from generator.model.portal import Task
from generator.model.quarter import Quarter
from generator.model.slugs import slug, slug_of_number

HOME = ""
STEERING = "dieu-hanh/"
COMMUNE_TABLE = f"{STEERING}xa-phuong/"
TASKS = "nhiem-vu/"
AGENCIES = "co-quan/"
AREAS = "linh-vuc/"
PLANS = "ke-hoach/"
TARGETS = "chi-tieu/"
INDICATORS = "chi-so/"
QUARTERS = "ky-bao-cao/"
DOCUMENTS = "van-ban/"
DATA = "du-lieu/"
METHOD = "phuong-phap/"
GLOSSARY = "thuat-ngu/"
ABOUT = "gioi-thieu/"
FEEDBACK = "gop-y/"
LOG = "nhat-ky/"
CONTRADICTIONS = "khong-khop/"
REVISIONS = "dinh-chinh/"
BUILD = "ban-dung/"
LICENCES = "giay-phep/"
SITE_MAP = "so-do-trang/"
API_GUIDE = "du-lieu/api/"
API = "api/v1/"
TABLES = "du-lieu/bang/"
SEARCH = "tim-kiem/"
EMBEDS = "nhung/"
AGENCY_EMBEDS = f"{EMBEDS}co-quan/"
GUIDE = "huong-dan/"
PREVIEW = "xem-truoc/"
"""Exists in a preview only."""

MANIFEST = "SHA256SUMS"
"""Name of the manifest in the site's root. ``sha256sum -c`` reads it too, but does not notice added files."""
SIGNATURE = f"{MANIFEST}.minisig"
"""Name of the manifest's signature, if the site is signed; not listed in the manifest."""
FIRST = "first"
"""Used in place of the previous manifest's digest where nothing was published before."""


def task(item: Task) -> str:
    """Page of a task."""
    return f"{TASKS}{item.plan_id}/{slug_of_number(item.number)}/"


def task_by_key(key: str) -> str:
    """Page of a task given as ``plan/number``."""
    plan_id, _, number = key.partition("/")
    return f"{TASKS}{plan_id}/{slug_of_number(number)}/"


def plan_tasks(plan_id: str) -> str:
    """Page with the table of a plan's tasks."""
    return f"{TASKS}{plan_id}/"


def plan(plan_id: str) -> str:
    """Page of a plan."""
    return f"{PLANS}{plan_id}/"


def agency(agency_id: str) -> str:
    """Page of an agency."""
    return f"{AGENCIES}{agency_id}/"


def area(area_id: str) -> str:
    """Page of an area."""
    return f"{AREAS}{area_id}/"


def target(plan_id: str, number: str) -> str:
    """Place (page and anchor) of a target on its plan's page of targets."""
    return f"{TARGETS}{plan_id}/#{anchor('ct', number)}"


def plan_targets(plan_id: str) -> str:
    """Page of a plan's targets."""
    return f"{TARGETS}{plan_id}/"


def indicator(indicator_id: str) -> str:
    """Page of an indicator."""
    return f"{INDICATORS}{indicator_id}/"


def quarter(item: Quarter) -> str:
    """Page of a reporting quarter."""
    return f"{QUARTERS}{item.id}/"


def quarter_plan(item: Quarter, plan_id: str) -> str:
    """Page of one plan in a reporting quarter."""
    return f"{quarter(item)}{plan_id}/"


def quarter_task(item: Quarter, reported: Task) -> str:
    """Page with all agencies' reports on one task in a quarter."""
    return f"{quarter_plan(item, reported.plan_id)}{slug_of_number(reported.number)}/"


def log_commit(short: str) -> str:
    """Page of a commit that changed data."""
    return f"{LOG}{short}/"


def snapshot(item: Quarter) -> str:
    """Page of a closed quarter's snapshot."""
    return f"{quarter(item)}ban-chup/"


def snapshot_plan(item: Quarter, plan_id: str) -> str:
    """Page of one plan's tasks in the snapshot of a closed quarter."""
    return f"{snapshot(item)}{plan_id}/"


def changes(item: Quarter) -> str:
    """Page of changes since the previous closed quarter."""
    return f"{quarter(item)}thay-doi/"


def plan_changes(item: Quarter, plan_id: str) -> str:
    """Page of one plan's changes since the previous closed quarter, where there are too many for one page."""
    return f"{changes(item)}{plan_id}/"


def document(document_id: str) -> str:
    """Page of a document."""
    return f"{DOCUMENTS}{document_id}/"


def documents_of_kind(kind: str) -> str:
    """Page listing the documents of one kind that are evidence of results and that no held text cites."""
    return f"{DOCUMENTS}theo-loai/{slug(kind)}/"


def document_row(document_id: str, kind: str, number: str) -> str:
    """Place (page and anchor) of a record on the page of the document it is taken from."""
    return f"{document(document_id)}#{anchor(kind, number)}"


def anchor(kind: str, number: str) -> str:
    """Anchor of a record; `kind` is ``nv`` (task), ``ct`` (target), ``muc`` (section) or ``sl`` (figure)."""
    return f"{kind}-{slug(number) if kind == 'sl' else slug_of_number(number)}"


def embed_chart(chart_id: str) -> str:
    """Page of a chart for embedding in other websites."""
    return f"{EMBEDS}bieu-do/{chart_id}/"


def embed_agency(agency_id: str) -> str:
    """Page of an agency's badge for embedding in other websites."""
    return f"{AGENCY_EMBEDS}{agency_id}/"


def unit_embeds(agency_id: str) -> str:
    """Page showing the badges of an agency's units."""
    return f"{EMBEDS}don-vi/{agency_id}/"


def embed_plan(plan_id: str) -> str:
    """Page of a plan's badge for embedding in other websites."""
    return f"{EMBEDS}ke-hoach/{plan_id}/"


def share_card(page: str) -> str:
    """Preview image for shared links to a page, for pages that have one of their own."""
    return f"chia-se/{page.rstrip('/') or 'trang-chu'}.png"


def section(plan_id: str, number: str) -> str:
    """Place (page and anchor) of a section in its plan's full text."""
    return f"{plan(plan_id)}#{anchor('muc', number)}"


def page_tables(page: str) -> str:
    """Folder of the files with the tables of a page (given by its address)."""
    return f"{TABLES}{page or 'trang-chu/'}"


def page_book(page: str) -> str:
    """Excel workbook with the tables of a page."""
    return f"{page_tables(page)}bang.xlsx"
