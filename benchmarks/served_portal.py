"""A portal to fetch from, served by a process of its own: columns, list pages, posts of 20 kB, attachments, dead links.

`python -m benchmarks.served_portal 20000` prints the port and serves until its input closes.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from types import TracebackType

from benchmarks.processes import HERE

COLUMNS = 20
ON_A_PAGE = 25
DEAD_EVERY = 50
ATTACHED_EVERY = 10
_SENTENCE = "为进一步提高政务公开质量，现将有关事项通知如下，请结合实际认真抓好落实，工作中的情况和问题请及时反馈。"
_POST = re.compile(rb"/col(\d+)/post/(\d+)\.html")
_LIST = re.compile(rb"/col(\d+)/(?:index(?:_(\d+))?\.html)?")


class ServedPortal:
    """`with ServedPortal(posts=20000) as portal`: `portal.home`, and the address of each post."""

    def __init__(self, *, posts: int) -> None:
        self._posts = posts

    def __enter__(self) -> ServedPortal:
        command = [sys.executable, "-m", "benchmarks.served_portal", str(self._posts)]
        self._process = subprocess.Popen(
            command, cwd=HERE.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        self.host = f"127.0.0.1:{int(self._process.stdout.readline())}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=10)

    @property
    def home(self) -> str:
        return f"http://{self.host}/"

    def urls(self) -> Iterator[str]:
        return (f"http://{self.host}/col{number % COLUMNS}/post/{number}.html" for number in range(self._posts))


class _Pages:
    """The pages by their path, made when they are asked for."""

    def __init__(self, posts: int) -> None:
        self._posts = posts
        links = "".join(f'<li><a href="/col{number}/">栏目{number}</a></li>' for number in range(COLUMNS))
        style = "".join(f".block-{number}{{margin:{number}px;padding:0 {number}px}}" for number in range(120))
        self._frame = (
            f"<!DOCTYPE html><html><head><meta charset=utf-8><style>{style}</style>",
            f"</head><body><div class=nav><ul>{links}</ul></div><div class=content>",
            f"</div><div class=foot><ul>{links}</ul>主办：样例县人民政府办公室</div></body></html>",
        )

    def page(self, path: bytes) -> bytes | None:
        if path == b"/":
            return self._whole("<title>样例县人民政府</title>", "")
        if post := _POST.fullmatch(path):
            return self._post(int(post[1]), int(post[2]))
        if listed := _LIST.fullmatch(path):
            return self._list(int(listed[1]), int(listed[2] or 0))
        return b"%PDF-1.4 " + path * 200 if path.endswith(b".pdf") else None

    def _post(self, column: int, number: int) -> bytes | None:
        if number >= self._posts or number % COLUMNS != column:
            return None
        title = f"关于第{number}号事项的通知"
        tags = f'<title>{title}</title><meta name="PubDate" content="2023-12-{number % 28 + 1:02} 09:00">'
        text = "".join(f"<p>{_SENTENCE * 2}第{number}号之{part}。</p>" for part in range(34))
        extra = f'<a href="/files/{number}.pdf">附件</a>' if number % ATTACHED_EVERY == 0 else ""
        extra += f'<a href="/gone/{number}.html">相关链接</a>' if number % DEAD_EVERY == 0 else ""
        return self._whole(tags, f"<h1>{title}</h1>{text}{extra}")

    def _list(self, column: int, page: int) -> bytes | None:
        mine = range(column, self._posts, COLUMNS)
        shown = mine[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
        if not shown:
            return None
        items = "".join(
            f'<li><a href="/col{column}/post/{number}.html">关于第{number}号事项的通知</a><span>2023-12-01</span></li>'
            for number in shown
        )
        pages = -(-len(mine) // ON_A_PAGE)
        turn = f'<a href="/col{column}/index_{page + 1}.html">下一页</a>' if page + 1 < pages else ""
        return self._whole(f"<title>栏目{column}</title>", f"<ul>{items}</ul>{turn}")

    def _whole(self, head: str, body: str) -> bytes:
        start, middle, end = self._frame
        return f"{start}{head}{middle}{body}{end}".encode()


class _Line(asyncio.Protocol):
    def __init__(self, pages: _Pages) -> None:
        self._pages = pages
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        while (end := self._came.find(b"\r\n\r\n")) >= 0:
            head, self._came = self._came[:end], self._came[end + 4 :]
            method, path, _ = head.split(b" ", 2)
            self._transport.write(self._answer(method, path.partition(b"?")[0]))  # type: ignore[attr-defined]

    def _answer(self, method: bytes, path: bytes) -> bytes:
        page = self._pages.page(path)
        status, body = (b"200 OK", page) if page is not None else (b"404 Not Found", b"<html>gone</html>")
        kind = b"application/pdf" if path.endswith(b".pdf") else b"text/html"
        head = b"HTTP/1.1 %s\r\nServer: portal\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
            status,
            kind,
            len(body),
        )
        return head if method == b"HEAD" else head + body


async def serve(posts: int) -> None:
    loop = asyncio.get_running_loop()
    pages = _Pages(posts)
    server = await loop.create_server(lambda: _Line(pages), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
