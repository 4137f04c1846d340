"""Stage 7: page → HTML. The only module that speaks to Jinja.

Autoescape is always on; values from data files reach a page only through it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from generator.site import Page, PageSpec, relative_url
from generator.strings import Catalogue
from generator.terms import Terms

PROJECT = Path(__file__).resolve().parent.parent
"""The project's own folder: templates, styles, scripts and UI strings stand beside the package."""


def templates_of(root: Path) -> Path:
    """Templates of a root: its own ``site_templates`` when it has them, else the project's."""
    own = root / "site_templates"
    return own if own.is_dir() else PROJECT / "site_templates"


@pass_context
def _url(context: Context, target: str) -> str:
    return relative_url(context["page"].url, target)


def make_environment(catalogue: Catalogue, templates: Path) -> Environment:
    """The Jinja environment of bodies and fragments; undefined names are errors."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters["url"] = _url
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals["t"] = catalogue.text
    return environment


def render_page(environment: Environment, spec: PageSpec, context: dict[str, Any]) -> Page:
    """Renders one page; needs nothing but its spec and the site-wide context."""
    body = environment.get_template(f"pages/{spec.template}").render(page=spec, view=spec.view, **context)
    terms: Terms = context["terms"]
    foot = environment.get_template("components/foot.html.j2").render(page=spec, terms=terms.used_in(body))
    return Page(
        url=spec.url,
        title=spec.title,
        description=spec.description,
        section=spec.section,
        body="".join(f"{part}\n" for part in (body.strip(), foot.strip()) if part),
        index=spec.index,
        robots=spec.robots,
        image=spec.image,
    )


def render_fragment(environment: Environment, template: str, view: Any, url: str) -> str:
    """Renders the part of a hand-written page that comes from data or code; `url` is that page's address."""
    page = PageSpec(url=url, title="", description="", section="", template=template, view=view)
    return environment.get_template(template).render(page=page, view=view).strip()


def render_card(environment: Environment, lines: Sequence[Any]) -> str:
    """SVG of a shared link's card from its lines of text, each in its place."""
    return environment.get_template("cards/card.svg.j2").render(lines=lines)
