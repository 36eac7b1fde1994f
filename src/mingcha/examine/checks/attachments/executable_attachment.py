"""An attachment that is a program.

Looks for: files that begin as programs do, whatever they are called; names that end as programs' names do (.exe, .bat,
.vbs, .apk …); such files inside archives.
Matters because: programs from a government page are run without a second thought; it is how malware is spread, and a
sign that somebody else can upload to the site.
To fix: find who uploaded it, remove it, and offer needed software by a link to its maker.
Cannot see: macros inside Office files; programs inside archives with a password.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.text.file_signs import ending_of
from mingcha.text.masking import scrubbed

_AT = "http://www.yangli.gov.cn/tzgg/"
_PROGRAMS = frozenset("exe com bat cmd scr pif vbs vbe jse wsf wsh ps1 msi hta lnk reg cpl jar apk dll sh".split())
# A telephone's programs are how services are offered; still somebody must vouch for them.
_OFFERED = frozenset({"apk"})


@check(
    severity=Severity.HIGH,
    clauses=["SITE-ATTACHMENTS", "INSPECT-SECURITY"],
    message="附件是可执行程序：{quote}",
    advice="立即核实来源，非本单位上传的删除并排查网站安全；需要的软件改为链接到正规下载页。",
    bad=[
        LookedFile(f"{_AT}W1.doc", "通知.doc", content="program", size=90_000),
        LookedFile(f"{_AT}W2.exe", "填报软件.exe", content="program", size=9_000_000),
        LookedFile(f"{_AT}W3.zip", "材料.zip", kind="zip", content="zip", members=("说明.txt", "打开.exe")),
    ],
    good=[
        LookedFile(f"{_AT}W1.doc", "通知.doc", kind="doc", content="ole"),
        LookedFile(f"{_AT}W3.zip", "材料.zip", kind="zip", content="zip", members=("说明.txt", "名单.xlsx")),
    ],
)
def executable_attachment(file: LookedFile) -> Iterator[Evidence]:
    quote = scrubbed(file.shown_name[:60])
    ending = ending_of(file.address) or ending_of(file.words)
    if file.content == "program":
        told = "" if ending in _PROGRAMS else f"名称以 .{ending} 结尾，内容却是程序" if ending else "内容是程序"
        yield found(quote=quote, note=told, secret=file.address)
        return
    if ending in _PROGRAMS and file.content not in ("html", "office-html", "picture", "pdf"):
        say = doubt if ending in _OFFERED or not file.content else found
        yield say(quote=quote, note=f"名称以 .{ending} 结尾", secret=file.address, confidence=0.7)
        return
    inside = [name for name in file.members if ending_of(name) in _PROGRAMS]
    if inside and ending not in _OFFERED and file.kind not in ("docx", "xlsx", "pptx", "ofd"):
        yield found(quote=quote, note=scrubbed(f"压缩包里有“{inside[0][:60]}”"), secret=file.address)
