"""The four places on the body that screening tells apart, in the order in which everything lists them."""

from typing import Final, Literal

Site = Literal["left-foot", "right-foot", "left-hand", "right-hand"]
Limb = Literal["feet", "hands"]

SITES: Final[tuple[Site, ...]] = ("left-foot", "right-foot", "left-hand", "right-hand")
LIMBS: Final[dict[Limb, tuple[Site, ...]]] = {"feet": SITES[:2], "hands": SITES[2:]}


def spoken(site: Site) -> str:
    """`left-foot` as people say it: left foot."""
    return site.replace("-", " ")


def sites_words(sites: tuple[str, ...] | list[str]) -> str:
    """As in "both feet" or "left hand, right foot"."""
    there = set(sites)
    words = []
    for part, pair in (("feet", {"left-foot", "right-foot"}), ("hands", {"left-hand", "right-hand"})):
        if pair <= there:
            words.append(f"both {part}")
            there -= pair
    return ", ".join([*words, *(site.replace("-", " ") for site in sorted(there))])
