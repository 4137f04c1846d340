"""The MkDocs plugin named in ``mkdocs.yml``, which makes ``mkdocs build`` and ``mkdocs serve`` work.

With ``mkdocs build`` the plugin composes the site by `pipeline.compose`, with ``mkdocs serve`` a preview.
``portal build`` composes the site itself and uses the plugin only to render the shells of the pages.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from pydantic import TypeAdapter, ValidationError

from generator.build.mkdocs_site import SitePlugin
from generator.build.pipeline import Options, compose
from generator.build.preview import Kept, load_preview
from generator.data.problems import WHOLE_FILE, Problem, ProblemError, format_report
from generator.data.site_settings import check_settings
from generator.data.suggestions import as_day
from generator.model.scalars import Day

LOG = get_plugin_logger(__name__)

_DAY: TypeAdapter[date] = TypeAdapter(Day)


def _day(written: str, file: str) -> date:
    """Return the as-of day that the configuration file names.

    Raises:
        ProblemError: It is not a day.
    """
    try:
        return _DAY.validate_python(written)
    except ValidationError as error:
        code = error.errors()[0]["type"]
        params = {"value": written, "near": as_day(written)}
        raise ProblemError([Problem.make(file, WHOLE_FILE, "plugins.portal.as_of", code, **params)]) from None


class PortalPlugin(SitePlugin):
    """Composes the site from the data next to ``mkdocs.yml``, unless ``portal build`` has set `shells`."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = Kept()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember which command runs.

        MkDocs keeps a plugin with this hook alive across reloads, and with it the last good site.
        """
        self.previewing = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Compose the site; called again at each live reload."""
        if self.shells is None:
            try:
                self._compose(config)
            except ProblemError as error:
                self._report(error, config)
        return super().on_config(config)

    def _compose(self, config: MkDocsConfig) -> None:
        root, written = Path(config.config_file_path).parent, self.config.as_of
        if problems := check_settings(Path(config.config_file_path)):
            raise ProblemError(problems)
        options = Options(
            as_of=_day(str(written), Path(config.config_file_path).name) if written else None,
            site_url=config.site_url or "",
            history_of=root,
        )
        if self.previewing:
            preview = load_preview(root, options, kept=self.kept)
            self.site, self.banner, warnings = preview.site, preview.banner, preview.warnings
        else:
            built = compose(root, options)
            self.site, warnings = built.site, built.warnings
        if warnings:
            # Not as a warning of MkDocs, of which `mkdocs build --strict` makes errors.
            LOG.info(format_report(warnings, self.catalogue))

    def _report(self, error: ProblemError, config: MkDocsConfig) -> None:
        """Stop a build with the problems; a preview keeps the last good site and lists them on every page.

        Raises:
            PluginError: It is a build, or no site was composed yet.
        """
        if not self.previewing or self.site is None:
            raise PluginError(format_report(error.problems, self.catalogue)) from None
        errors = [problem for problem in error.problems if problem.severity == "error"]
        report = format_report(errors, self.catalogue)
        LOG.warning(report)
        config.extra["problems"] = report.splitlines()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Reload also when data or templates are edited."""
        root = Path(config.config_file_path).parent
        for name in ("data", "site_templates"):
            if (root / name).is_dir():
                server.watch(str(root / name))
        return server
