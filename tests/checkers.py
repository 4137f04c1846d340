"""Outside checkers of pages: axe-core in the browser, and the Nu HTML checker."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from tests.paths import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

RUN = """async runOnly => {
  const rules = runOnly.type === "tag" ? {"target-size": {enabled: true}} : {};
  const found = await axe.run(document, {runOnly, rules, resultTypes: ["violations"]});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
}"""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

PHONE, DESK = 360, 1280

Scheme = Literal["light", "dark"]

CHECKS: Mapping[Scheme, Any] = {"light": EVERYTHING, "dark": COLOURS}
"""The two dresses differ in colours alone: what does not look at colours is checked in one of them."""

QUICK: tuple[tuple[int, Scheme], ...] = ((PHONE, "light"), (DESK, "dark"))
"""One look at everything and one at the colours of the other dress, each at another width."""

THOROUGH: tuple[tuple[int, Scheme], ...] = tuple(
    (width, scheme) for width in (PHONE, DESK) for scheme in CHECKS
)


def violations(page: Page, looks: Iterable[tuple[int, Scheme]] = QUICK) -> dict[str, list[str]]:
    """Violations of a loaded page by width and colour scheme."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found[f"{width} {scheme}"] = page.evaluate(RUN, CHECKS[scheme])
    return {name: nodes for name, nodes in found.items() if nodes}


def settled(page: Page) -> Page:
    """A page whose scripts have done what they do on load."""
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-enhance=table]")].every(block =>
            block.querySelectorAll("tbody tr").length <= 8 || block.querySelector(".table-tools > *"))
          && [...document.querySelectorAll("#search-results")].every(place =>
            !location.search || place.querySelector(".results a"))"""
    )
    return page


CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

JAVA = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m")
"""Without the second compiler and with one collector: a run of seconds takes half the processor time."""


OF_A_POLICY = " violates Content Security Policy (meta tag)"
"""The checker reads files, which have no host that a policy could name, takes JSON-LD for a script and looks
at no hash. Browsers find no violation: `tests/site/test_hosts.py`; no script is inline: `test_links.py`."""


def messages(*paths: Path) -> list[str]:
    """What the checker says of HTML files: errors, warnings and notes alike."""
    command = [*JAVA, "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return [
        f"{m.get('url', '')}:{m.get('lastLine', '')}: {m['type']}: {m['message']}"
        for m in found
        if OF_A_POLICY not in m["message"]
    ]
