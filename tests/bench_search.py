"""Đo tìm kiếm trên cả thành phố (dữ liệu sinh ra) trong Chromium: bao lâu có kết quả, bao nhiêu byte.

``make bench`` gọi tệp này. Trang được dựng một lần vào build/bench/thanh-pho rồi giữ lại; xóa thư mục đó để
dựng lại. Quá mức cho phép thì báo lỗi. MiniSearch đứng cạnh cách quét thẳng mọi bản ghi, trên cùng dữ liệu.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter
from typing import Any, TextIO

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from generator.build.pipeline import build
from generator.data.check import check_root
from generator.sample.writing import Scale, write_sample

ROOT = Path(__file__).resolve().parent.parent
CITY = ROOT / "build" / "bench" / "thanh-pho"
SCALE = Scale(114, 4, 1)

FIRST_RESULTS, FIRST_BYTES, NEXT_BYTES = 300.0, 120_000, 30_000
"""Budgets: milliseconds from the first key to the first results; bytes of the first query and of the next."""

ROUNDS = 7
PHONE = 4
"""How much slower than this machine's a phone's processor is taken to be."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".css": "text/css",
}

WATCH = """() => {
  const input = document.querySelector("#tim");
  input.addEventListener("keydown", () => { window.pressed ??= performance.now(); });
  new MutationObserver(() => {
    if (window.shown || !document.querySelector(".suggestions:not([hidden]) li")) return;
    requestAnimationFrame(() => { window.shown ??= performance.now(); });
  }).observe(input.form, { subtree: true, childList: true, attributes: true });
}"""
"""Notes when the first key is pressed and when the first results are drawn."""

SIDE_BY_SIDE = """async ([root, index, fold, queries]) => {
  const say = document.querySelector(".site-search").dataset;
  const kinds = Object.fromEntries(say.kinds.split(";").map((pair) => pair.split(":")));
  const { open } = await import(`${root}${index}`);
  const { matches, words } = await import(`${root}${fold}`);
  const clock = async (work) => {
    const from = performance.now();
    const made = await work();
    return [performance.now() - from, made];
  };
  const line = (record) => [record.t, record.n, ...(record.y ?? []), record.x, ...(record.a ?? [])]
    .map((text) => words(text ?? "").join(" ")).join(" ");
  const [opening, index] = await clock(() => open(new URL(root), kinds));
  const [folding, lines] = await clock(async () =>
    (await (await fetch(`${root}assets/search.json`)).json()).records.map(line));
  const keys = queries.flatMap((query) => [...query].map((_, at) => query.slice(0, at + 1)));
  const [indexed] = await clock(() => keys.forEach((typed) => index.find(typed)));
  const [scanned] = await clock(() =>
    keys.forEach((typed) => lines.filter((text) => matches(text, words(typed)))));
  const each = keys.length;
  return { records: lines.length, opening, folding, indexed: indexed / each, scanned: scanned / each };
}"""

QUERIES = [
    "cai cach thu tuc",
    "so noi vu",
    "dat dai",
    "5256/QĐ-UBND",
    "duong day nong",
    "so noi bu",
    "khuc thau du",
]


class Packed(SimpleHTTPRequestHandler):
    """Serves a site as the nginx of README does, the packed twin where the browser takes it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One file."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        kind = TYPES.get(path.suffix, "application/octet-stream")
        accepted = self.headers.get("Accept-Encoding", "")
        coding = ""
        for name, suffix in (("br", ".br"), ("gzip", ".gz")):
            twin = path.with_name(path.name + suffix)
            if name in accepted and twin.exists():
                path, coding = twin, name
                break
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if coding:
            self.send_header("Content-Encoding", coding)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder at an address of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def city() -> Path:
    """The site of the whole city, built where it was not."""
    if not (CITY / "site").exists():
        shutil.rmtree(CITY, ignore_errors=True)
        CITY.parent.mkdir(parents=True, exist_ok=True)
        portal, problems = check_root(ROOT)
        if portal is None:
            raise SystemExit("\n".join(map(str, problems)))
        say("→ Dựng cả thành phố từ dữ liệu sinh ra (vài phút, chỉ lần đầu)", sys.stderr)
        start = perf_counter()
        write_sample(ROOT, CITY, portal, SCALE)
        built = build(CITY)
        say(f"Dựng {len(built.site.pages)} trang: {perf_counter() - start:.0f} giây")
    return (CITY / "site").resolve()


class Wire:
    """Bytes that a page receives, as they come over the wire."""

    def __init__(self, session: CDPSession) -> None:
        self.count = 0
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _finished(self, event: dict[str, Any]) -> None:
        self.count += int(event["encodedDataLength"])


def opened(browser: Browser, base: str, slower: int) -> tuple[Page, Wire]:
    """A page of the site in a new window, everything of its own loaded, nothing of the search."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    session = page.context.new_cdp_session(page)
    page.goto(f"{base}van-ban/", wait_until="networkidle")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.evaluate(WATCH)
    return page, Wire(session)


def settled(page: Page) -> None:
    """Waits until nothing more comes."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)


def measured(browser: Browser, base: str, slower: int) -> tuple[float, int, int]:
    """Milliseconds to the first results, bytes of the first query, bytes of the next."""
    page, wire = opened(browser, base, slower)
    page.locator("#tim").focus()
    page.keyboard.press("c")
    page.wait_for_function("window.shown")
    waited = float(page.evaluate("shown - pressed"))
    page.keyboard.type("ai cach")
    settled(page)
    first = wire.count
    page.locator("#tim").fill("khuc thua du so hoa")
    settled(page)
    page.context.close()
    return waited, first, wire.count - first


def main() -> int:
    """Measures, prints, and tells whether all is within the budgets."""
    site = city()
    heaviest = max(site.rglob("index.html.br"), key=lambda path: path.stat().st_size)
    say(f"Trang nặng nhất: {heaviest.parent.relative_to(site).as_posix()}, {kilo(heaviest.stat().st_size)}")
    over = []
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for words, slower in (("máy này", 1), (f"chậm gấp {PHONE} như điện thoại", PHONE)):
            found = [measured(browser, base, slower) for _ in range(ROUNDS)]
            waited = median(times[0] for times in found)
            first, more = max(sizes[1] for sizes in found), max(sizes[2] for sizes in found)
            say(f"Tìm kiếm, {words}: {waited:.0f} ms từ phím đầu đến kết quả (trung vị {ROUNDS} lần);")
            say(f"    truy vấn đầu {kilo(first)}, truy vấn sau {kilo(more)} trên đường truyền")
            if slower == 1 and waited > FIRST_RESULTS:
                over.append(f"kết quả đầu tiên sau hơn {FIRST_RESULTS:.0f} ms")
            if first > FIRST_BYTES or more > NEXT_BYTES:
                over.append(f"hơn {kilo(FIRST_BYTES)} truy vấn đầu hay {kilo(NEXT_BYTES)} truy vấn sau")
        page, _ = opened(browser, base, 1)
        fixed = CITY / "site" / "assets" / "fixed"
        own = [f"assets/fixed/{next(fixed.glob(name)).name}" for name in ("search-index-*.js", "fold-*.js")]
        both = page.evaluate(SIDE_BY_SIDE, [base, *own, QUERIES])
        browser.close()
    say(f"Cạnh nhau, {both['records']} bản ghi, mili giây để mở và cho mỗi phím:")
    say(f"    MiniSearch {both['opening']:.0f} và {both['indexed']:.1f}")
    scan = f"{both['folding']:.0f} và {both['scanned']:.1f}"
    say(f"    quét thẳng {scan} (không xếp hạng, không sửa chữ gõ nhầm)")
    for line in dict.fromkeys(over):
        say(f"Lỗi: {line}", sys.stderr)
    return 1 if over else 0


def kilo(size: int) -> str:
    """Bytes in thousands."""
    return f"{size / 1000:.1f} kB".replace(".", ",")


def say(line: str, where: TextIO = sys.stdout) -> None:
    """A line for the person at the terminal."""
    where.write(f"{line}\n")
    where.flush()


if __name__ == "__main__":
    sys.exit(main())
