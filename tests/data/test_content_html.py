"""What hand-written pages may hold, and tricks that other readers of HTML were taken in by."""

import pytest

from generator.data.content_html import cleaned, faults, safe_address

ALLOWED = (
    '<h2 id="muc">Mục &amp; phần</h2>\n<p>Một <em>chữ</em>, <a href="../a/" title="Nhật ký">b</a>.<br /></p>',
    '<table><thead><tr><th align="left">A</th></tr></thead>\n<tbody>\n<tr>\n<td>1</td></tr></tbody></table>',
    '<p>Chữ<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>',
    '<div class="footnote"><hr /><ol><li id="fn:1"><a class="footnote-backref">b</a></li></ol></div>',
    '<div class="admonition note">\n<p class="admonition-title">Lưu ý</p>\n<p>Chữ</p>\n</div>',
    "<dl>\n<dt>A</dt>\n<dd>B</dd>\n</dl>\n<!-- portal:glossary -->",
    '<pre><code class="language-yaml">a: &lt;script&gt;\n</code></pre>',
    '<p><img alt="Hình" src="hinh.png" width="300" loading="lazy"></p>',
    '<p><a href="mailto:a@example.org">a</a> <a href="tel:+842253">b</a> <a href="?q=a:b">c</a></p>',
    "<details open><summary>Thêm</summary><p>Chữ</p></details>",
)
REFUSED = (
    ("<script>1</script>", "content-tag"),
    ("<SCRIPT/SRC=x></SCRIPT>", "content-tag"),
    ("<p>a<style>p{}</style></p>", "content-tag"),
    ('<iframe srcdoc="x"></iframe>', "content-tag"),
    ("<object></object>", "content-tag"),
    ('<base href="https://example.org/">', "content-tag"),
    ('<meta http-equiv="refresh" content="0">', "content-tag"),
    ('<form action="/"><input></form>', "content-tag"),
    ("<math><mtext><mglyph><style><img src=x onerror=1></style></mglyph></math>", "content-tag"),
    ('<noscript><p title="</noscript><img src=x onerror=1>"></noscript>', "content-tag"),
    ("<!doctype html>", "content-tag"),
    ("<?php x ?>", "content-tag"),
    ('<p onclick="x">a</p>', "content-attribute"),
    ('<p style="x">a</p>', "content-attribute"),
    ('<p class="site-header">a</p>', "content-attribute"),
    ('<a href="#" target="_blank">a</a>', "content-attribute"),
    ('<p title="<!-- portal:glossary -->">a</p>', "content-attribute"),
    ('<a href="java&#x0A;script:x">a</a>', "content-address"),
    ('<a href="&#106;avascript&colon;x">a</a>', "content-address"),
    ('<a href=" javascript:x">a</a>', "content-address"),
    ('<a href="\\\\example.org">a</a>', "content-address"),
    ('<img src="data:image/svg+xml,x">', "content-picture-address"),
    ('<img src="//example.org/x.png">', "content-picture-address"),
    ("<!-- x -->", "content-comment"),
    ("<!--> <script>1</script> -->", "content-comment"),
    ("<!-- portal:nothing -->", "content-fragment"),
    ("<!--portal:glossary-->", "content-fragment"),
    ("<p><!-- portal:glossary --></p>", "content-fragment-place"),
    ("<div><p>a</p>", "content-altered"),
    ("<p>a</p></div>", "content-altered"),
    ("<b><i>a</b></i>", "content-altered"),
    ("<div/>a", "content-altered"),
    ('<p id="a" id="b">a</p>', "content-altered"),
    ("<a href='a'><a href='b'>x</a></a>", "content-altered"),
)  # fmt: skip


@pytest.mark.parametrize("html", ALLOWED)
def test_what_markdown_writes_is_allowed(html: str) -> None:
    assert faults(html) == []


@pytest.mark.parametrize(("html", "code"), REFUSED)
def test_what_runs_frames_or_breaks_is_refused(html: str, code: str) -> None:
    assert code in {fault.code for fault in faults(html)}


def test_the_sanitiser_leaves_what_is_allowed_and_nothing_else() -> None:
    assert cleaned("<p>a<!-- portal:rules --></p>") == "<p>a<!-- portal:rules --></p>"
    assert cleaned('<p onclick="x">a<script>b</script><a href="javascript:x">c</a></p>') == "<p>a<a>c</a></p>"


@pytest.mark.parametrize(
    "value", ["", "#muc", "../a/", "a.md", "https://e.vn/?a=b:c", "/x:y", "HTTPS://e.vn"]
)
def test_addresses(value: str) -> None:
    assert safe_address(value)


@pytest.mark.parametrize("value", ["x:y", "blob:x", "file:///etc", "a b", "ftp://e.vn", "\x01https://e.vn"])
def test_other_addresses(value: str) -> None:
    assert not safe_address(value)
