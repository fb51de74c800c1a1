"""People of one school with the same flags form a group: a filter judges groups, then picks people by group."""

from collections.abc import Sequence

from app.console.rows import Row
from app.domain.folding import fold


class Groups:
    """The groups of a list of people; `of` holds each place's group, `sizes` how many are in each."""

    def __init__(self) -> None:
        self.of: list[int] = []
        self.sizes: list[int] = []
        self._known: dict[tuple[str, int], int] = {}

    def add(self, row: Row) -> None:
        """Puts the next place into its group."""
        self.of.append(self._join(row))

    def change(self, place: int, row: Row) -> None:
        """Puts a place into another group."""
        self.sizes[self.of[place]] -= 1
        self.of[place] = self._join(row)

    def wanted(self, flag: int, school: str | None) -> bytearray:
        """For each group, whether it carries a flag and is of the school (None: of any)."""
        wanted = bytearray(len(self.sizes))
        for (where, flags), group in self._known.items():
            wanted[group] = bool(flags & flag) and (school is None or school == where)
        return wanted

    def count(self, flag: int, school: str | None, sizes: Sequence[int]) -> int:
        """How many of the people that `sizes` counts carry a flag, in one school or in all."""
        return sum(
            size for size, wanted in zip(sizes, self.wanted(flag, school), strict=True) if size and wanted
        )

    def by_school(self, flag: int, sizes: Sequence[int]) -> dict[str, int]:
        """How many of the people that `sizes` counts carry a flag, for each school that has any of them, by name."""
        found: dict[str, int] = {}
        for (where, flags), group in self._known.items():
            if sizes[group]:
                found[where] = found.get(where, 0) + (sizes[group] if flags & flag else 0)
        return {where: found[where] for where in sorted(found, key=fold)}

    def _join(self, row: Row) -> int:
        group = self._known.setdefault((row.school, row.flags), len(self.sizes))
        if group == len(self.sizes):
            self.sizes.append(0)
        self.sizes[group] += 1
        return group
