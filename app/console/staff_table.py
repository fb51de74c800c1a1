"""All rows of one policy, and which of them are shown in which order: no Qt, no proxy, one vector of numbers.

1. `shown` holds places in `rows`, filtered and sorted; a view asks for nothing else.
2. State and school are judged by group (`groups`), line manager, role and words person by person.
3. Sorting is stable on top of the order by name, so that equal cells stay in the order of names.
4. A change of a few rows moves only those; the vector is made anew only if one of them moves.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.console.filters import Changed, Facet, Filters, Order
from app.console.groups import Groups
from app.console.rows import Column, Row, Show
from app.domain.folding import fold


class StaffTable:
    """Every row of one policy, with the filters and the order in force."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.shown: list[int] = []
        self.filters = Filters()
        self.order = Order()
        self._place: dict[str, int] = {}
        self._groups = Groups()
        self._names: dict[Facet, list[str]] = {facet: [] for facet in Facet}
        self._found_by: list[str] = []
        self._name_keys: list[str | int] = []
        self._by_name: list[int] = []
        self._ordered: list[int] = []
        self._sizes: list[int] | None = None
        self._counted: dict[tuple[Facet | str | None, ...], dict[str, int]] = {}

    def replace_all(self, rows: Iterable[Row]) -> None:
        """Forgets what was there and takes these rows."""
        self.rows, self._place, self._groups = [], {}, Groups()
        self._sizes, self._counted = None, {}
        self._names = {facet: [] for facet in Facet}
        self._found_by, self._name_keys, self._by_name = [], [], []
        for row in rows:
            self._append(row)
        self._by_name.sort(key=self._name_keys.__getitem__)
        self._sort()

    def update(self, rows: Sequence[Row]) -> Changed:
        """Takes rows that are new or have changed, and says what that did to what is shown."""
        moved = cells = False
        self._sizes, self._counted = None, {}
        for row in rows:
            place = self._place.get(row.staff_id)
            if place is None:
                self._append(row)
                moved = True
                continue
            before = self.filters.want(self.rows[place])
            moved |= self._swap(place, row)
            after = self.filters.want(row)
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
        if not old.same_people_counted(filters):
            self._sizes = None
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

    def count(self, flag: int, school: str | None = None) -> int:
        """How many people of the chosen line manager and role carry a flag, in one school or in all."""
        return self._groups.count(flag, school, self._sizes_within())

    def outstanding_by(self, facet: Facet) -> dict[str, int]:
        """How many are outstanding for each name of a facet, within what is chosen of the other facets, by name.

        A school that has nobody outstanding is there too, and every role; of line managers only those who have somebody.
        """
        if facet is Facet.SCHOOL:
            return self._groups.by_school(Show.OUTSTANDING, self._sizes_within())
        within = self.filters.choosing(facet, None)
        key = (facet, *(within.of(one) for one in Facet))
        if key not in self._counted:
            self._counted[key] = self._count_by(facet, within)
        return self._counted[key]

    def _count_by(self, facet: Facet, within: Filters) -> dict[str, int]:
        waiting = self._groups.wanted(Show.OUTSTANDING, within.school)
        names, group_of = self._names[facet], self._groups.of
        places = self._within(within, [place for place, group in enumerate(group_of) if waiting[group]])
        counted = Counter([names[place] for place in places])
        known = counted.keys() if facet is Facet.MANAGER else counted.keys() | set(names)
        return {name: counted[name] for name in sorted(known, key=fold)}

    def _append(self, row: Row) -> None:
        place = len(self.rows)
        self.rows.append(row)
        self._place[row.staff_id] = place
        self._groups.add(row)
        for facet, name in _facets(row):
            self._names[facet].append(name)
        self._found_by.append(row.found_by)
        self._name_keys.append(row.sort_key(Column.NAME))
        self._by_name.append(place)

    def _swap(self, place: int, row: Row) -> bool:
        """Puts a row in the place of the one before; True if its cell in the leading column changed."""
        old = self.rows[place]
        self.rows[place] = row
        self._groups.change(place, row)
        for facet, name in _facets(row):
            self._names[facet][place] = name
        self._found_by[place] = row.found_by
        self._name_keys[place] = row.sort_key(Column.NAME)
        leading = self.order.column
        return old.name != row.name or old.sort_key(leading) != row.sort_key(leading)

    def _sizes_within(self) -> list[int]:
        """How many of each group are of the chosen line manager and role."""
        if self.filters.manager is None and self.filters.role is None:
            return self._groups.sizes
        if self._sizes is None:
            group_of = self._groups.of
            found = Counter([group_of[place] for place in self._within(self.filters, range(len(self.rows)))])
            self._sizes = [found[group] for group in range(len(self._groups.sizes))]
        return self._sizes

    def _within(self, filters: Filters, places: Sequence[int]) -> Sequence[int]:
        """Of some places, those of the chosen line manager and role."""
        for facet in (Facet.MANAGER, Facet.ROLE):
            chosen, names = filters.of(facet), self._names[facet]
            if chosen is not None:
                places = [place for place in places if names[place] == chosen]
        return places

    def _sort(self) -> None:
        column, descending = self.order.column, self.order.descending
        if column is Column.NAME:
            self._ordered = self._by_name[::-1] if descending else self._by_name
        else:
            keys = [row.sort_key(column) for row in self.rows]
            self._ordered = sorted(self._by_name, key=keys.__getitem__, reverse=descending)
        self._filter(self._ordered)

    def _filter(self, among: list[int]) -> None:
        wanted, group_of = self._groups.wanted(self.filters.show, self.filters.school), self._groups.of
        found_by = self._found_by
        shown = [*self._within(self.filters, [place for place in among if wanted[group_of[place]]])]
        for word in fold(self.filters.words).split():
            shown = [place for place in shown if word in found_by[place]]
        self.shown = shown


def _facets(row: Row) -> tuple[tuple[Facet, str], ...]:
    return ((Facet.SCHOOL, row.school), (Facet.MANAGER, row.line_manager), (Facet.ROLE, row.role))
