"""All rows of one policy, and which of them are shown in which order: no Qt, no proxy, one vector of numbers.

1. `shown` holds places in `rows`, filtered and sorted; a view asks for nothing else.
2. People of one school with the same flags form a group: a filter judges groups, then picks rows by group.
3. Sorting is stable on top of the order by name, so that equal cells stay in the order of names.
4. A change of a few rows moves only those; the vector is made anew only if one of them moves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from app.console.rows import Column, Row, Show, fold


@dataclass(frozen=True)
class Filters:
    """Whom to show: a group, a school ("" is all of them) and the words looked for."""

    show: Show = Show.OUTSTANDING
    school: str = ""
    words: str = ""


@dataclass(frozen=True)
class Order:
    """Which column leads, and which way."""

    column: Column = Column.NAME
    descending: bool = False


class Changed(IntEnum):
    """What a change did to what is shown."""

    NOTHING = 0
    CELLS = 1
    SHOWN = 2


class StaffTable:
    """Every row of one policy, with the filters and the order in force."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.shown: list[int] = []
        self.filters = Filters()
        self.order = Order()
        self._place: dict[str, int] = {}
        self._groups: dict[tuple[str, int], int] = {}
        self._sizes: list[int] = []
        self._group_of: list[int] = []
        self._found_by: list[str] = []
        self._name_keys: list[str | int] = []
        self._by_name: list[int] = []
        self._ordered: list[int] = []

    def replace_all(self, rows: Iterable[Row]) -> None:
        """Forgets what was there and takes these rows."""
        self.rows = list(rows)
        self._place = {row.staff_id: place for place, row in enumerate(self.rows)}
        self._groups, self._sizes, self._group_of = {}, [], []
        for row in self.rows:
            self._group_of.append(self._join(row))
        self._found_by = [row.found_by for row in self.rows]
        self._name_keys = [row.sort_key(Column.NAME) for row in self.rows]
        self._by_name = sorted(range(len(self.rows)), key=self._name_keys.__getitem__)
        self._sort()

    def update(self, rows: Sequence[Row]) -> Changed:
        """Takes rows that are new or have changed, and says what that did to what is shown."""
        moved = cells = False
        for row in rows:
            place = self._place.get(row.staff_id)
            if place is None:
                self._append(row)
                moved = True
                continue
            before = self._is_wanted(place)
            moved |= self._swap(place, row)
            after = self._is_wanted(place)
            moved |= before != after
            cells |= after
        if moved:
            self._by_name.sort(key=self._name_keys.__getitem__)
            self._sort()
            return Changed.SHOWN
        return Changed.CELLS if cells else Changed.NOTHING

    def choose(self, filters: Filters) -> None:
        """Shows another choice of rows, in the same order."""
        old, self.filters = self.filters, filters
        narrower = replace(old, words=filters.words) == filters and filters.words.startswith(old.words)
        self._filter(self.shown if narrower else self._ordered)

    def sort(self, order: Order) -> None:
        """Shows the same rows in another order."""
        self.order = order
        self._sort()

    def place_of(self, staff_id: str) -> int | None:
        """Which of the shown rows is this person's, if one is."""
        place = self._place.get(staff_id)
        if place is None:
            return None
        try:
            return self.shown.index(place)
        except ValueError:
            return None

    def count(self, flag: int, school: str = "") -> int:
        """How many people carry a flag, in one school or in all."""
        return sum(
            self._sizes[group]
            for (where, flags), group in self._groups.items()
            if flags & flag and school in {"", where}
        )

    def schools(self) -> list[str]:
        """Every school that has somebody in it, by name."""
        used = {where for (where, _flags), group in self._groups.items() if self._sizes[group]}
        return sorted(used, key=fold)

    def _append(self, row: Row) -> None:
        place = len(self.rows)
        self.rows.append(row)
        self._place[row.staff_id] = place
        self._group_of.append(self._join(row))
        self._found_by.append(row.found_by)
        self._name_keys.append(row.sort_key(Column.NAME))
        self._by_name.append(place)

    def _swap(self, place: int, row: Row) -> bool:
        """Puts a row in the place of the one before; True if its cell in the leading column changed."""
        old = self.rows[place]
        self._sizes[self._group_of[place]] -= 1
        self.rows[place] = row
        self._group_of[place] = self._join(row)
        self._found_by[place] = row.found_by
        self._name_keys[place] = row.sort_key(Column.NAME)
        leading = self.order.column
        return old.name != row.name or old.sort_key(leading) != row.sort_key(leading)

    def _join(self, row: Row) -> int:
        group = self._groups.setdefault((row.school, row.flags), len(self._sizes))
        if group == len(self._sizes):
            self._sizes.append(0)
        self._sizes[group] += 1
        return group

    def _wanted(self) -> bytearray:
        """For each group, whether the filters want it."""
        school, show = self.filters.school, int(self.filters.show)
        wanted = bytearray(len(self._sizes))
        for (where, flags), group in self._groups.items():
            wanted[group] = bool(flags & show) and school in {"", where}
        return wanted

    def _is_wanted(self, place: int) -> bool:
        row, filters = self.rows[place], self.filters
        if not row.flags & filters.show or filters.school not in {"", row.school}:
            return False
        return all(word in row.found_by for word in fold(filters.words).split())

    def _sort(self) -> None:
        column, descending = self.order.column, self.order.descending
        if column is Column.NAME:
            self._ordered = self._by_name[::-1] if descending else self._by_name
        else:
            keys = [row.sort_key(column) for row in self.rows]
            self._ordered = sorted(self._by_name, key=keys.__getitem__, reverse=descending)
        self._filter(self._ordered)

    def _filter(self, among: list[int]) -> None:
        wanted, group_of, found_by = self._wanted(), self._group_of, self._found_by
        shown = [place for place in among if wanted[group_of[place]]]
        for word in fold(self.filters.words).split():
            shown = [place for place in shown if word in found_by[place]]
        self.shown = shown
