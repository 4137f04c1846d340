"""What an import of forms leaves for people beside the data: its report as a page, letters to agencies."""

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.common import Context, echo
from generator.data.catalogue import Catalogue

if TYPE_CHECKING:
    from generator.model.portal import Portal
    from generator.office.confinement import Confined
    from generator.office.form_import import Outcome
    from generator.office.inbox import Inbox
    from generator.office.sent_forms import Sent


def read_sent_forms(context: Context, reader: "Confined", paths: tuple[Path, ...]) -> "Sent":
    """Return what lies in some files and folders, and list what is left aside; ends if there is no form."""
    from generator.office.import_report import aside_lines
    from generator.office.sent_files import files_below, read_files
    from generator.office.sent_forms import sorted_out

    places = files_below(paths)
    sent = sorted_out(read_files(places.files), reader.unzipped, places.aside)
    for line in aside_lines(sent.aside, context.catalogue):
        echo(line)
    if not sent.forms and not sent.problems:
        context.fail("import-no-files", value=", ".join(map(str, paths)))
    return sent


def tell_outcome(
    context: Context,
    portal: "Portal",
    outcome: "Outcome",
    sent: "Sent",
    page: Path | None,
    replies: Path | None,
) -> None:
    """Print what an import found and would do; write report page and letters where they are wanted."""
    from generator.office.import_report import ImportReport
    from generator.office.inbox import desk_report

    context.report(list(outcome.problems))
    report = ImportReport(portal, outcome, context.catalogue)
    for line in report.lines() if not outcome.refused else report.takeable():
        echo(line)
    if page is not None:
        write_report(page, desk_report(portal, outcome, sent, Catalogue.load("vi")))
        context.say("import-report", path=str(page / "index.html"))
    if replies is not None:
        write_replies(context, replies, portal, outcome)


def write_replies(context: Context, folder: Path, portal: "Portal", outcome: "Outcome") -> None:
    """Write a letter to each agency with faults; one of an earlier import to an agency without is removed."""
    from generator.build.release import replace_in
    from generator.office.reply_letters import letters

    folder.mkdir(parents=True, exist_ok=True)
    for agency in outcome.owners.values():
        (folder / f"{agency}.txt").unlink(missing_ok=True)
    found = list(letters(portal, outcome, Catalogue.load("vi")))
    for letter in found:
        replace_in(folder, f"{letter.agency}.txt", letter.text.encode())
    context.say("import-replies", count=str(len(found)), path=str(folder))


def write_report(folder: Path, view: "Inbox") -> None:
    """Write the report as a page that can be opened from an archive."""
    from generator.build.release import replace_in
    from generator.view.rendering import PROJECT, make_environment

    templates = PROJECT / "site_templates"
    page = make_environment(Catalogue.load("vi"), templates).get_template("office/inbox.html.j2")
    replace_in(folder, "index.html", page.render(view=view).encode())
    replace_in(folder, "inbox.css", (templates / "office" / "inbox.css").read_bytes())
