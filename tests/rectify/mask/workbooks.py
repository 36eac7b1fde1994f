"""Workbooks put together part by part, with what office programs write and libraries do not."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="20"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0"/>'
    '<xf numFmtId="0" fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


class Workbook:
    """Parts by name; relations of a part and kinds of content are added with the parts."""

    def __init__(self) -> None:
        self.parts: dict[str, str | bytes] = {"xl/styles.xml": STYLES}
        self.relations: dict[str, list[str]] = {}
        self.kinds: dict[str, str] = {}
        self.sheets: list[str] = []
        self.of_book = ""
        self.relate("", "officeDocument", "xl/workbook.xml")
        self.relate("xl/workbook.xml", "styles", "styles.xml")

    def relate(self, part: str, kind: str, target: str, *, mode: str = "") -> str:
        """The id under which `part` refers to the target."""
        links = self.relations.setdefault(part, [])
        number = f"rId{len(links) + 1}"
        kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
        outside = f' TargetMode="{mode}"' if mode else ""
        links.append(f'<Relationship Id="{number}" Type="{kind}" Target="{target}"{outside}/>')
        return number

    def add(self, part: str, content: str | bytes, kind: str = "") -> None:
        self.parts[part] = content
        if kind:
            self.kinds[part] = kind

    def sheet(self, name: str, rows: str, *, more: str = "", head: str = "", state: str = "visible") -> str:
        """The part of a new sheet; `more` stands behind its rows."""
        number = len(self.sheets) + 1
        part = f"xl/worksheets/sheet{number}.xml"
        related = self.relate("xl/workbook.xml", "worksheet", f"worksheets/sheet{number}.xml")
        self.sheets.append(f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="{related}"/>')
        words = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{head}<sheetData>{rows}</sheetData>{more}</worksheet>'
        self.add(part, words, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
        return part

    def strings(self, *items: str) -> None:
        """Shared strings; what holds a mark is taken as markup."""
        words = "".join(item if item.startswith("<si") else f"<si><t>{item}</t></si>" for item in items)
        self.add(
            "xl/sharedStrings.xml",
            f'<sst xmlns="{MAIN}">{words}</sst>',
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml",
        )
        self.relate("xl/workbook.xml", "sharedStrings", "sharedStrings.xml")

    def chart(self, series: str, *, sheet: str = "xl/worksheets/sheet1.xml", beside: str = "", more: str = "") -> str:
        """A chart on a sheet, with what else its drawing holds; gives the markup that the sheet needs."""
        self.add(
            "xl/charts/chart1.xml",
            f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWN}" xmlns:r="{OFFICE}">{more}<c:chart><c:plotArea><c:barChart>'
            f'{series}</c:barChart></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>',
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        )
        related = self.relate("xl/drawings/drawing1.xml", "chart", "../charts/chart1.xml")
        frame = (
            '<xdr:graphicFrame><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图表 1"/></xdr:nvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="{related}"/></a:graphicData>'
            "</a:graphic></xdr:graphicFrame>"
        )
        self.drawing(anchored(frame) + beside)
        return f'<drawing r:id="{self.relate(sheet, "drawing", "../drawings/drawing1.xml")}"/>'

    def drawing(self, anchors: str) -> None:
        self.add(
            "xl/drawings/drawing1.xml",
            f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWN}" xmlns:r="{OFFICE}">{anchors}</xdr:wsDr>',
            "application/vnd.openxmlformats-officedocument.drawing+xml",
        )

    def packed(self) -> bytes:
        out = io.BytesIO()
        book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{"".join(self.sheets)}</sheets>{self.of_book}</workbook>'
        kinds = {"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}
        types = "".join(
            f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in (kinds | self.kinds).items()
        )
        for ending, kind in (
            ("rels", f"application/vnd.{PACKAGE.split('.', 1)[1]}"),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ):
            types += f'<Default Extension="{ending}" ContentType="{kind}"/>'
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>')
            package.writestr("xl/workbook.xml", book)
            for part, content in self.parts.items():
                package.writestr(part, content)
            for part, links in self.relations.items():
                folder, _, name = part.rpartition("/")
                words = f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(links)}</Relationships>'
                package.writestr(f"{folder}/_rels/{name}.rels".lstrip("/"), words)
        return out.getvalue()


def anchored(content: str) -> str:
    place = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    return f"<xdr:twoCellAnchor>{place.format('from', 4)}{place.format('to', 9)}{content}<xdr:clientData/></xdr:twoCellAnchor>"


def text_box(words: str, *, link: str = "") -> str:
    runs = "".join(f"<a:r><a:t>{piece}</a:t></a:r>" for piece in words.split("|"))
    linked = f' textlink="{link}"' if link else ""
    return anchored(
        f'<xdr:sp macro=""{linked}><xdr:nvSpPr><xdr:cNvPr id="3" name="文本框"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f"<xdr:spPr/><xdr:txBody><a:bodyPr/><a:p>{runs}</a:p></xdr:txBody></xdr:sp>"
    )


def copied(kind: str, place: str, *values: str) -> str:
    """A reference of a chart with its cache: kind is str or num."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    held = f'<c:ptCount val="{len(values)}"/>{points}'
    held = f"<c:formatCode>General</c:formatCode>{held}" if kind == "num" else held
    return f"<c:{kind}Ref><c:f>{place}</c:f><c:{kind}Cache>{held}</c:{kind}Cache></c:{kind}Ref>"


def cell(place: str, value: object, *, style: int = 0, shared: bool = False, formula: str = "") -> str:
    """A number, an own text, or with `shared` the number of a shared one."""
    computed = f"<f>{formula}</f>" if formula else ""
    if shared:
        return f'<c r="{place}" s="{style}" t="s"><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="str">{computed}<v>{value}</v></c>'
    return f'<c r="{place}" s="{style}">{computed}<v>{value}</v></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'
