"""A mixed-integer programme, collected row by row; HiGHS (scipy.optimize.milp) solves it.

In: variables with costs, and what must hold of them. Out: which of them are not 0 in the cheapest solution.
"""

from collections.abc import Iterable
from itertools import accumulate

NONE, ENDLESS = -float("inf"), float("inf")


def load_solver() -> None:
    """Fetch the solver's code ahead: it takes seconds, and the first look at a plan would wait for it."""
    from scipy import optimize, sparse  # noqa: F401


class Programme:
    """Variables, rows and costs of a mixed-integer programme, collected one by one and handed over at the end."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.tops: list[float] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def variable(self, cost: float, top: float = 1) -> int:
        """A whole number from 0 to `top`; returns its column."""
        self.costs.append(cost)
        self.tops.append(top)
        return len(self.costs) - 1

    def row(self, parts: Iterable[tuple[int, float]], least: float, most: float) -> None:
        """least ≤ Σ factor × variable ≤ most."""
        self.rows.append((dict(parts), least, most))

    def at_most(self, columns: Iterable[int], most: float) -> None:
        """No more than `most` of these; nothing to say where there are no more anyway."""
        columns = list(columns)
        if len(columns) > most:
            self.row(((column, 1) for column in columns), NONE, most)

    def solve(self) -> list[bool] | None:
        """Which variables are not 0 in the cheapest solution; None where there is none.

        Raises:
            RuntimeError: the solver gave up.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        columns = [column for terms, _, _ in self.rows for column in terms]
        factors = [factor for terms, _, _ in self.rows for factor in terms.values()]
        ends = list(accumulate((len(terms) for terms, _, _ in self.rows), initial=0))
        matrix = csr_array((factors, columns, ends), shape=(len(self.rows), len(self.costs)))
        limits = LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])
        answer = milp(
            self.costs,
            integrality=[1] * len(self.costs),
            bounds=Bounds([0] * len(self.tops), self.tops),
            constraints=limits if self.rows else (),
            options={"mip_rel_gap": 0.0},
        )
        if answer.status == 2:  # infeasible
            return None
        if answer.x is None:
            raise RuntimeError(f"no plan: {answer.message}")
        return [value > 0.5 for value in answer.x]
