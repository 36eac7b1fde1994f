"""Formats that are not masked: for each one sentence that says what the file is, why not, and what to do instead."""

from __future__ import annotations

_RENEW = "请用 WPS 或 Office 打开，另存为 {} 后再脱敏"
_PACKED = "请解压后逐个脱敏，或重新打包为 zip 后再脱敏"

# By kind of document: what it is called, why it is not masked, and what to do.
_SENTENCES = {
    "ofd": (
        "OFD 版式文件",
        "文字按字形固定，常带电子印章，改动后版面和签章都会失效",
        "请回到生成它的原文件（docx、xlsx）脱敏后重新转成 OFD",
    ),
    "pptx": (
        "演示文稿 pptx",
        "备注、母版和动画里的文字不能保证遮盖干净",
        "请把要公开的内容另存为 docx 或 PDF 后再脱敏",
    ),
    "ppt": ("旧格式的演示文稿 ppt", "文字存放的方式不公开", "请把要公开的内容另存为 docx 或 PDF 后再脱敏"),
    "odf": (
        "OpenDocument：odt、ods、odp",
        "修订痕迹、嵌入对象等处不能保证遮盖干净",
        "请用 WPS 或 Office 打开，文字另存为 docx、表格另存为 xlsx 后再脱敏",
    ),
    "xml": (
        "XML 格式的 Office 文件",
        "旧版软件把整个文件写成一段文字，格式和隐藏内容混在一起",
        _RENEW.format("xlsx 或 docx"),
    ),
    "mht": ("单个文件的网页 mht", "网页与图片混编在一起", "请在浏览器中打开，另存为 html 后再脱敏"),
    "gz": ("gz 压缩包", "里面的文件要逐个脱敏", _PACKED),
    "7z": ("7z 压缩包", "里面的文件要逐个脱敏", _PACKED),
    "rar": ("RAR 压缩包", "里面的文件要逐个脱敏", _PACKED),
    "ole": ("旧式的复合文件", "认不出是哪个软件的，也可能没有传完、已损坏", _RENEW.format("docx、xlsx 或 PDF")),
    "unknown": ("格式不明", "认不出是什么文件，也可能已损坏", _RENEW.format("docx、xlsx 或 PDF")),
}
_UNREADABLE = {
    "encrypted": "文件设有打开密码，内容读不到，没有处理；请取消密码后保存，再脱敏。",
    "empty": "文件是空的（0 字节），没有可以遮盖的内容；请确认选对了文件，保存后再脱敏。",
}
# Old formats become new ones before they are masked; what is told when that does not succeed.
_OLD = {
    "doc": ("doc、wps", "docx"),
    "rtf": ("rtf", "docx"),
    "xls": ("xls、et", "xlsx"),
    "xlsb": ("xlsb", "xlsx"),
}


def refusal(kind: str) -> str:
    """Why a kind is not masked and what to do, in one sentence."""
    if kind in _UNREADABLE:
        return _UNREADABLE[kind]
    called, why, instead = _SENTENCES.get(kind, (kind, *_SENTENCES["unknown"][1:]))
    return f"目前不能遮盖这种格式（{called}）：{why}，没有处理；{instead}。"


def not_renewed(kind: str, why: str) -> str:
    """The same for an old format that could not be written anew; `why` is what the attempt says."""
    called, newer = _OLD[kind]
    return (
        f"旧格式（{called}）不能直接遮盖：要先另存为 {newer}，这里没有成功（{why}），没有处理；{_RENEW.format(newer)}。"
    )
