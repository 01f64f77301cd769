"""A report in, a tagged PDF (PDF/UA-1 and PDF/A-2a) out; also its picture for the screen. Set by Typst, from data alone.

The same report gives the same bytes: the only date in the file is the report's own. A letter that the typeface does not have
becomes a question mark, since a file of this standard may not hold a letter it cannot draw (`letters.py`).
"""

import json
from datetime import UTC, datetime
from importlib import resources
from typing import Any, Literal

from solemate.exports.letters import only_known
from solemate.exports.report import Report
from solemate.exports.trial_details import TrialDetails

STANDARDS = ["ua-1", "a-2a"]
PIXELS_PER_INCH = 110


def report_pdf(report: Report) -> bytes:
    """The one page."""
    return _set("report.typ", report.to_dict(), report.made_at, form="pdf")


def trial_pdf(details: TrialDetails) -> bytes:
    """The second document: a trial's details, on as many pages as it takes."""
    return _set("trial.typ", details.to_dict(), details.made_at, form="pdf")


def report_png(report: Report) -> bytes:
    """The same page as a picture, for a preview."""
    return _set("report.typ", report.to_dict(), report.made_at, form="png")


def _set(template: str, data: dict[str, Any], made_at: datetime, *, form: Literal["pdf", "png"]) -> bytes:
    import fontpkg_atkinson_hyperlegible  # loads a compiler: only when something is set
    import typst

    at = made_at.astimezone(UTC)
    parts = {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    moment = "[at]\n" + "".join(f"{name} = {value}\n" for name, value in parts.items())
    source = (resources.files("solemate") / "exports" / template).read_bytes()
    fonts = str(resources.files(fontpkg_atkinson_hyperlegible) / "files")
    choices: dict[str, Any] = {"pdf_standards": STANDARDS} if form == "pdf" else {"ppi": PIXELS_PER_INCH}
    found = typst.compile(
        source,
        format=form,
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(only_known(data)), "made": moment},
        timestamp=int(at.timestamp()),
        **choices,
    )
    pages = found if isinstance(found, list) else [found]
    return bytes(pages[0])
