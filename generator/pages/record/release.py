"""``/ban-dung/``: from which commit and data the site was built, its manifest, and how to rebuild it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.data.history import History
from generator.measures.metrics import Measured
from generator.model import wording
from generator.model.portal import Portal
from generator.view import urls, views
from generator.view.site import PageSpec, SearchRecord, SiteFile
from generator.view.urls import FIRST, MANIFEST, SIGNATURE
from generator.view.values import Values

FILE = f"{urls.BUILD}ban-dung.json"

LICENCE_FILES = ("thu-vien.txt", "sbom.cdx.json")
"""Files under `urls.LICENCES` that `build.notices` makes: the list for people, and the same for machines."""


@dataclass(frozen=True, slots=True)
class BuildPage:
    """View of the page. It cannot show the hash of its own manifest, because the manifest lists the page."""

    commit: str
    """Id of the commit; empty without git."""
    commit_words: str
    data: str
    """See `data_revision`."""
    as_of_text: str
    previous: str
    """SHA-256 of the manifest published before; empty if there was none or it is not known."""
    previous_words: str
    key: str
    """Public key that checks the manifest's signature; empty if releases are not signed."""
    files: tuple[views.Link, ...]
    licences: tuple[views.Link, ...]
    """The list of all software and licences that the site was built with, and the bill of materials."""
    signature: views.Link
    site: str
    """Public address of the site; empty if not decided yet."""
    repository: str
    rebuild: str
    """See `rebuild`."""


def data_revision(portal: Portal) -> str:
    """Return a SHA-256 over names and content of all data files, so that equal data have equal revisions."""
    digest = hashlib.sha256()
    for path in sorted(portal.sources):
        digest.update(f"{hashlib.sha256(portal.sources[path]).hexdigest()}  {path}\n".encode())
    return digest.hexdigest()


def pages(values: Values, site_url: str, history: History, previous: str) -> Iterator[PageSpec]:
    """Yield the page."""
    state = "unknown" if not history.head else "dirty" if history.dirty else "clean"
    title = values.t("build.title")
    yield PageSpec(
        url=urls.BUILD,
        title=title,
        description=values.t("build.description"),
        section="du-lieu",
        template="record/build.html.j2",
        view=BuildPage(
            commit=history.head,
            commit_words=values.t(f"build.commit-{state}"),
            data=data_revision(values.portal),
            as_of_text=wording.day(values.measured.as_of),
            previous=_digest(previous),
            previous_words=values.t(f"build.previous-{_before(previous)}"),
            key=values.portal.settings.minisign_key or "",
            files=(views.Link(MANIFEST, MANIFEST), views.Link("ban-dung.json", FILE)),
            licences=tuple(views.Link(name, f"{urls.LICENCES}{name}") for name in LICENCE_FILES),
            signature=views.Link(SIGNATURE, SIGNATURE),
            site=site_url,
            repository=values.portal.settings.repository or "",
            rebuild=rebuild(values.measured, site_url, previous),
        ),
        crumbs=values.crumbs(),
        search=(SearchRecord(urls.BUILD, title, "page", keywords=values.t("build.search-words"), weight=1),),
        index=True,
    )


def rebuild(measured: Measured, site_url: str, previous: str) -> str:
    """Return the command that builds the same site again, byte for byte, from its commit."""
    variables = {"SITE_URL": site_url, "PREVIOUS": previous}
    given = [f"{name}={value}" for name, value in variables.items() if value]
    return " ".join(["make site", f"AS_OF={measured.as_of.isoformat()}", *given])


def _before(previous: str) -> str:
    return {"": "unknown", FIRST: "none"}.get(previous, "known")


def _digest(previous: str) -> str:
    return previous if _before(previous) == "known" else ""


def files(measured: Measured, site_url: str, history: History, previous: str) -> list[SiteFile]:
    """Return the content of the page as a JSON file."""
    content = {
        "commit": history.head or None,
        "uncommitted_changes": history.dirty if history.head else None,
        "data_revision": data_revision(measured.portal),
        "as_of": measured.as_of.isoformat(),
        "manifest": MANIFEST,
        "previous_manifest_sha256": _digest(previous) or None,
        "first_publication": previous == FIRST,
        "minisign_public_key": measured.portal.settings.minisign_key,
        "site_url": site_url or None,
        "repository": measured.portal.settings.repository,
        "rebuild": rebuild(measured, site_url, previous),
    }
    return [SiteFile(FILE, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode(), "build")]
