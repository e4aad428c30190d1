"""One question at a time to the session, in a thread beside the connection; what is overtaken ends early."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from threading import Event
from typing import Any, TypeVar

T = TypeVar("T")


class Overtaken(BaseException):
    """A newer text has come: nobody wants this answer. No check may catch it."""


class Turns:
    """The order in which the session is asked. All but the questions themselves runs on the connection's loop."""

    def __init__(self) -> None:
        self._busy = asyncio.Lock()
        self._next: asyncio.Task[None] | None = None
        self._beside: set[asyncio.Future[None]] = set()  # a task that nobody holds may vanish
        self._overtaken = Event()
        self._changed = asyncio.Event()

    async def ask(self, question: Callable[[], T]) -> T:
        """The answer, when the questions before it have theirs. Nobody who stops waiting ends it half-way."""

        async def answer() -> T:
            async with self._busy:
                return await asyncio.to_thread(question)

        return await asyncio.shield(asyncio.ensure_future(answer()))

    def later(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Does something once nothing has asked for it again for a while."""
        self._overtaken.set()
        if self._next is not None:
            self._next.cancel()

        async def wait() -> None:
            await asyncio.sleep(seconds)
            self._next = None  # from here on it is not taken back, only overtaken
            await work()

        self._next = asyncio.ensure_future(wait())

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Does something beside all else."""
        task = asyncio.ensure_future(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    def begin(self) -> None:
        """What is asked now is about the newest text."""
        self._overtaken.clear()

    def look_up(self, done: int, of: int) -> None:
        """Called between the roots of a judgement: ends it where it is overtaken."""
        if self._overtaken.is_set() and done < of:
            raise Overtaken

    def tell(self) -> None:
        """Something has been found out: whoever waits looks again."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds."""
        while not holds():
            await self._changed.wait()
