"""What was made of a tree, kept for as long as the tree is seen as it was."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from s3lint.source.recorded import Record, RecordingTree
from s3lint.source.tree import Tree

K = TypeVar("K")
V = TypeVar("V")
_FEW = 64


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
        # weakly: what is kept by tree may be a memory of that tree
        self._noting = weakref.ref(tree) if isinstance(tree, RecordingTree) else None
        self._is_settled = is_settled  # whether the same tree would give the same result again
        self._most, self._weight = most, weight  # how much is kept: then what was not used for longest is let go
        self._kept: dict[K, tuple[V, Record | None]] = {}
        self._weighs = 0
        self._many = _FEW  # entries at which it is asked which of them still hold

    @property
    def _tree(self) -> RecordingTree | None:
        return None if self._noting is None else self._noting()

    def __contains__(self, key: K) -> bool:
        return key in self._kept

    def last(self, key: K) -> V | None:
        """What was kept under a key, whether or not it still holds."""
        kept = self._kept.get(key)
        return None if kept is None else kept[0]

    def find(self, key: K) -> V | None:
        """What was kept under a key, where it still holds."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        value, record = kept
        tree = self._tree
        if tree is not None and record is not None:
            if not tree.holds(record):
                return None
            tree.use(record)
        if self._most is not None:
            self._kept[key] = self._kept.pop(key)  # used last
        return value

    def get(self, key: K, make: Callable[[], V]) -> V:
        """What was kept under a key, or what is made now."""
        found = self.find(key)
        if found is not None:
            return found
        tree = self._tree
        if tree is None:
            made = make()
            self._keep(key, made, None)
            return made
        with tree.recording() as record:
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
        if len(self._kept) > self._many:
            self._let_go()

    def _let_go(self) -> None:
        """Lets go of what no longer holds: of folders that have gone, say, nobody asks any more."""
        tree = self._tree
        if tree is None:
            return
        for key, (_, record) in list(self._kept.items()):
            if record is not None and not tree.holds(record):
                self.forget(key)
        self._many = 2 * len(self._kept) + _FEW
