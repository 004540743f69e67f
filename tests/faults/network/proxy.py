"""A TCP proxy on loopback that does to a kiosk's connections what networks do; one thread of its own."""

import asyncio
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Self

Way = Literal["up", "down"]
Ending = Literal["closed", "reset"]
Ends = tuple[asyncio.StreamWriter, ...]


@dataclass
class Cut:
    """Let so many more bytes pass this way, over all connections, and end the one that carries the last of them."""

    way: Way
    after: int
    ending: Ending
    done: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Spell:
    """What is done to whole requests: refused at the door, held, said twice to the company, answered by a stranger."""

    refused: bool = False
    held: bool = False
    twice: bool = False
    answer: bytes | None = None


CLEAR = Spell()
_NO_LINGER = struct.pack("ii", 1, 0)


class Proxy:
    """`beyond` is the company's port. Safe from any thread; what is set holds for the bytes that come next."""

    def __init__(self, beyond: Callable[[], int]) -> None:
        self._beyond = beyond
        self._cut: Cut | None = None
        self._spell = CLEAR
        self._live: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.passed: dict[Way, int] = {"up": 0, "down": 0}
        self.requests = 0
        self.answers: Callable[[int, bytes], bytes | None] | None = None
        """Asked with each request and its number; what it gives is answered in the company's stead."""

    def __enter__(self) -> Self:
        self._thread.start()
        self._do(asyncio.start_server(self._connected, sock=self._listening))
        return self

    def __exit__(self, *error: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._listening.close()
        self._loop.close()

    def cut(self, cut: Cut | None) -> None:
        self._loop.call_soon_threadsafe(setattr, self, "_cut", cut)

    def spell(self, spell: Spell) -> None:
        """From now on; whatever is not held ends the connections there are, which began in other weather."""
        self._do(self._change(spell))

    async def _change(self, spell: Spell) -> None:
        held = self._spell.held or spell.held
        self._spell = spell
        if spell.held:
            self._flowing.clear()
        else:
            self._flowing.set()
        if not held:
            for writer in tuple(self._live):
                _ended(writer, "closed")

    def _do(self, work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)  # type: ignore[arg-type]

    async def _end(self) -> None:
        self._flowing.set()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in tuple(self._live):
            _ended(writer, "closed")

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._live.add(writer)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # one of both ends went away, as they do
        finally:
            self._live.discard(writer)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._spell.refused:
            _ended(writer, "reset")
        elif self._spell.twice or self._spell.answer is not None or self.answers is not None:
            await self._whole(reader, writer)
        else:
            await self._stream(reader, writer)

    async def _whole(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, understood; the connection ends after its answer."""
        request = await _request(reader)
        said = self._spell.answer if self.answers is None else self.answers(self.requests, request)
        self.requests += 1
        if said is None:
            said = await self._asked(request)
        if self._spell.twice:
            said = await self._asked(request)
        writer.write(said)
        await writer.drain()

    async def _asked(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._beyond())
        head, _, body = request.partition(b"\r\n\r\n")
        writer.write(head + b"\r\nConnection: close\r\n\r\n" + body)
        try:
            return await reader.read(-1)
        finally:
            writer.close()

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Bytes both ways, until either end closes or the wire is cut."""
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._beyond())
        ends = (writer, far_writer)
        pumps = [
            asyncio.ensure_future(self._pump("up", reader, far_writer, ends)),
            asyncio.ensure_future(self._pump("down", far_reader, writer, ends)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            far_writer.close()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(
        self,
        way: Way,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        ends: tuple[asyncio.StreamWriter, ...],
    ) -> None:
        while data := await reader.read(16384):
            await self._flowing.wait()
            passing = self._let_through(way, data)
            self.passed[way] += len(passing)
            writer.write(passing)
            await writer.drain()
            if len(passing) < len(data):
                self._break(ends)
                return

    def _let_through(self, way: Way, data: bytes) -> bytes:
        """As much as is let through before the cut; at least a byte is left when it is due."""
        cut = self._cut
        if cut is None or cut.way != way:
            return data
        passing = data[: cut.after]
        cut.after -= len(passing)
        return passing

    def _break(self, ends: Ends) -> None:
        cut, self._cut = self._cut, None
        for writer in ends:
            _ended(writer, cut.ending if cut else "closed")
        if cut:
            cut.done.set()


def _ended(writer: asyncio.StreamWriter, ending: Ending) -> None:
    """End a connection: closed as by its end, or reset (SO_LINGER 0), whatever is still on its way."""
    wire = writer.get_extra_info("socket")
    if ending == "reset" and wire is not None and wire.fileno() >= 0:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        writer.transport.abort()
    else:
        writer.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head + (await reader.readexactly(int(lengths[0].split(b":")[1])) if lengths else b"")
