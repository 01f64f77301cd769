"""The essential-oil add-on: content/oils.toml in, what its page may say out. It is off until somebody turns it on."""

from dataclasses import dataclass

from solemate.care.content_file import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedOil:
    """An oil that is never offered, and why."""

    id: str
    reason: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Oils:
    """Limits and sentences; percentages of the mix, hours of the patch test."""

    default_off: bool
    max_percent: int
    patch_test_hours: int
    in_footbath: bool
    allowed: tuple[str, ...]
    blocked: tuple[BlockedOil, ...]
    title: str
    known: tuple[str, ...]
    certainty: str
    evidence: tuple[str, ...]
    watch_out: tuple[str, ...]
    how: tuple[str, ...]
    mix: tuple[str, ...]
    patch_test: tuple[str, ...]


def read_oils(file: Table) -> Oils:
    """Check the add-on's file.

    Raises:
        ContentError: a key is missing or wrong, or an allowed oil is blocked.
    """
    page, mix, patch = file.table("page"), file.table("mix"), file.table("patch_test")
    blocked = tuple(
        BlockedOil(id=row.text("id"), reason=row.text("reason"), status=row.text("status"))
        for row in file.tables("blocked")
    )
    oils = Oils(
        default_off=file.flag("default_off"),
        max_percent=file.whole("max_percent"),
        patch_test_hours=file.whole("patch_test_hours"),
        in_footbath=file.flag("in_footbath"),
        allowed=file.texts("allowed"),
        blocked=blocked,
        title=page.text("title"),
        known=page.texts("known"),
        certainty=page.text("certainty"),
        evidence=page.texts("evidence"),
        watch_out=page.texts("watch_out"),
        how=page.texts("how"),
        mix=mix.texts("say"),
        patch_test=patch.texts("say"),
    )
    if set(oils.allowed) & {oil.id for oil in blocked}:
        raise file.error("allowed", "an oil that is blocked")
    return oils
