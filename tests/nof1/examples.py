"""Where the worked examples lie."""

from pathlib import Path

import solemate.nof1

MELATONIN = Path(solemate.nof1.__file__).parent / "examples" / "melatonin" / "trial.csv"
