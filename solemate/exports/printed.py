"""Our own SVG drawings, as pages have them, in; the same with print colours of their own, out.

A page colours them by its style sheets; paper has none. Everything is told apart without colour as well: left is circles and
right diamonds, lines are dashed or solid, a marked zone is dark with a tick.
"""

from typing import Literal

FONT = "Atkinson Hyperlegible"
SIDE_INK = {"left": "#174580", "right": "#7b3308", "": "#17251f"}

INK = """
text { font-family: "Atkinson Hyperlegible"; }
.chart-axis { stroke: #5a665f; stroke-width: 2; fill: none; }
.chart-grid { stroke: #5a665f; stroke-width: 1.2; stroke-dasharray: 2 5; fill: none; }
.chart-text { font-size: 17px; fill: #17251f; }
.chart-dot { fill: #ffffff; stroke: SIDE; stroke-width: 2.6; }
.chart-thin { stroke-width: 1.8; }
.chart-none { stroke: #3a4842; stroke-width: 2; fill: none; }
.chart-days { fill: #e2e8e4; stroke: #8a958f; stroke-width: 1; }
.chart-mean { fill: none; stroke: #17251f; stroke-width: 3.4; }
.chart-mean-without { fill: none; stroke: #17251f; stroke-width: 3.4; stroke-dasharray: 9 6; }
.chart-bar { fill: #3a4842; }
.drawing path { fill: none; stroke-linecap: round; stroke-linejoin: round; }
.drawing .z-edge path { fill: #17251f; stroke: #17251f; stroke-width: 10; }
.drawing .z-fill path { fill: #ffffff; }
.drawing .is-marked path { fill: SIDE; }
.drawing .z-gap { stroke: #ffffff; stroke-width: 11; fill: none; }
.drawing .z-border { stroke: #17251f; stroke-width: 4; fill: none; }
.drawing .z-nail { fill: #ffffff; stroke: #17251f; stroke-width: 2.5; }
.drawing .d-cloth { fill: #c9d3ce; stroke: #17251f; stroke-width: 5; }
.drawing .z-words { visibility: hidden; }
.drawing .z-ring { visibility: hidden; }
.drawing .z-words .z-tick { visibility: hidden; }
.interval-line { stroke: #5a665f; stroke-width: 2; fill: none; }
.interval-zero { stroke: #17251f; stroke-width: 3; fill: none; }
.interval-change { stroke: #17251f; stroke-width: 2; stroke-dasharray: 5 4; fill: none; }
.interval-span { stroke: #17251f; stroke-width: 8; stroke-linecap: round; fill: none; }
.interval-mean { fill: #ffffff; stroke: #17251f; stroke-width: 4; }
.m-sole { fill: #12483d; }
.m-ball { fill: #f2d64b; }
"""


def printed(svg: str, *, side: Literal["left", "right", ""] | str = "") -> str:
    """The drawing with its print colours inside, as a file that stands alone."""
    start = svg.index(">") + 1
    head = svg[:start]
    if "xmlns=" not in head:
        head = head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{head}<style>{INK.replace('SIDE', SIDE_INK[side])}</style>{svg[start:]}"
