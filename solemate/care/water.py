"""The water of the footbath: a typed reading in, whether feet may go in out. The limits come from content/water.toml."""

from dataclasses import dataclass
from typing import Literal

from solemate.care.content_file import Table

Verdict = Literal["good", "cool", "warm", "too-hot"]
# A thermometer can show this; anything else is a slip of the finger.
LEAST_C, MOST_C = 0.0, 100.0
# Tub water is never this: the wrong unit was tapped. 35 taken for °F would ask somebody to add hot water.
LIKELY_F_ABOVE, LIKELY_C_BELOW = 60, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Water:
    """The constants that decide something; temperatures in °C, times in minutes."""

    max_c: int
    target_c: tuple[int, int]
    soak_max_minutes: int
    footbaths_per_day: int
    why: dict[str, str]


class NoReading(ValueError):
    """What was typed is no temperature of water; the message is for the person."""


def read_water(file: Table) -> Water:
    """Take the constants this module decides with; the file's other keys are there to be read, and are checked by a test.

    Raises:
        ContentError: a constant is missing or wrong.
    """
    low, high = file.wholes("water_target_c")
    reasons = file.table("why")
    return Water(
        max_c=file.whole("water_max_c"),
        target_c=(low, high),
        soak_max_minutes=file.whole("soak_max_minutes"),
        footbaths_per_day=file.whole("footbaths_per_day"),
        why={key: reasons.table(key).text("reason") for key in reasons.keys()},
    )


def celsius(text: str, unit: Literal["C", "F"]) -> float:
    """A typed reading as degrees Celsius; a comma counts as a point.

    Raises:
        NoReading: no number, or none that water in a tub can have.
    """
    try:
        value = float(text.strip().replace(",", ".").removesuffix("°").strip())
    except ValueError:
        raise NoReading("Please type the number on the thermometer, like 35.") from None
    degrees = value if unit == "C" else (value - 32) * 5 / 9
    other = "F" if unit == "C" else "C"
    if (unit == "C" and value > LIKELY_F_ABOVE) or (unit == "F" and value < LIKELY_C_BELOW):
        raise NoReading(f"{text.strip()} °{unit} cannot be right. Did you mean °{other}?")
    if not LEAST_C <= degrees <= MOST_C:
        raise NoReading(f"{text.strip()} °{unit} cannot be right. Please look at the thermometer again.")
    return degrees


def judge(degrees_c: float, water: Water) -> Verdict:
    """What to do at this temperature: above the limit nobody's feet go in; below the target it is only less warm.

    The limit is `water_max_c` (facts W-01; W-02 makes it "never over", to be safe), the target `water_target_c` (1.3).
    """
    if degrees_c > water.max_c:
        return "too-hot"
    if degrees_c > water.target_c[1]:
        return "warm"
    return "good" if degrees_c >= water.target_c[0] else "cool"
