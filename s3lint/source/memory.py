"""What was made of a tree, kept for as long as the tree is seen as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from s3lint.source.recorded import Record, RecordingTree
from s3lint.source.tree import Tree

K = TypeVar("K")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Results by key, each with what was seen of the tree while it was made.

    A tree that notes nothing does not change: what was made of it is kept for good.
    """

    def __init__(
        self,
        tree: Tree,
        is_settled: Callable[[V], bool] = lambda value: True,
        *,
        most: int | None = None,
        weight: Callable[[V], int] = lambda value: 1,
    ) -> None:
        self._tree = tree if isinstance(tree, RecordingTree) else None
        self._is_settled = is_settled  # whether the same tree would give the same result again
        self._most, self._weight = most, weight  # how much is kept: then what was not used for longest is let go
        self._kept: dict[K, tuple[V, Record | None]] = {}
        self._weighs = 0

    def find(self, key: K) -> V | None:
        """What was kept under a key, where it still holds."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        value, record = kept
        if self._tree is not None and record is not None:
            if not self._tree.holds(record):
                return None
            self._tree.use(record)
        if self._most is not None:
            self._kept[key] = self._kept.pop(key)  # used last
        return value

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What was kept under a key, or what is made now."""
        found = self.find(key)
        if found is not None:
            return found
        if self._tree is None:
            made = make()
            self._keep(key, made, None)
            return made
        with self._tree.recording() as record:
            made = make()
        self.put(key, made, record)
        return made

    def put(self, key: K, value: V, record: Record) -> None:
        """Keeps what was made elsewhere."""
        record.is_settled = lambda: self._is_settled(value)
        self._keep(key, value, record)

    def forget(self, key: K) -> None:
        """Lets go of what is kept under a key."""
        kept = self._kept.pop(key, None)
        if kept is not None and self._most is not None:
            self._weighs -= self._weight(kept[0])

    def _keep(self, key: K, value: V, record: Record | None) -> None:
        self.forget(key)
        self._kept[key] = value, record
        if self._most is not None:
            self._weighs += self._weight(value)
            while self._weighs > self._most and len(self._kept) > 1:
                self.forget(next(iter(self._kept)))
