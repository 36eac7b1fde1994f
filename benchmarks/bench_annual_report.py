"""How long does one annual report take, from the file to its findings?

A page, a Word file and a PDF with ruled tables over several pages, made up and the same on every run; reading the file
in its child process is part of it, starting that process is not.
"""

from __future__ import annotations

from random import Random

from benchmarks.measure import Measured, hand_in, seconds
from mingcha.examine.catalogue import chosen
from mingcha.pipeline.annual_reports import examine_reports, read_reports
from mingcha.standards.annual_reports import formats
from quality.annual_report.figures import agreeing
from quality.annual_report.grids import grids
from quality.annual_report.makes import Paper, as_docx, as_html, as_pdf

SEED = 20240120
GOAL = 0.3
HEADINGS = {"active": 0, "requests": 1, "disputes": 2}
COUNTY = 56


def main() -> None:
    paper = _paper(Random(SEED))
    checks = chosen(only=["family:annual_report"])
    for name, data in (("html", as_html(paper)), ("docx", as_docx(paper)), ("pdf", as_pdf(paper, height="160mm"))):

        def one(data: bytes = data, name: str = name) -> object:
            read = read_reports([(data, f"a.{name}")])
            assert len(read.reports) == 1 and len(read.reports[0].table("3").cells) == 175
            return examine_reports(read.reports, checks, key=b"k")

        took = seconds(one, runs=5, warm=True)
        hand_in([Measured("核对一份年度报告", f"{name}，{len(data) // 1000} KB，200 格", took, goal=GOAL)])
    pages = [
        (as_html(_paper(Random(SEED + number), unit=f"样例县第{number}局")), f"{number}.html")
        for number in range(COUNTY)
    ]

    def county() -> object:
        return examine_reports(read_reports(pages).reports, checks, key=b"k")

    took = seconds(county, runs=3, warm=True)
    hand_in([Measured("核对全县的年度报告", f"{COUNTY} 份网页，互相比对雷同", took, goal=GOAL * COUNTY)])


def _paper(random: Random, *, unit: str = "样例县财政局") -> Paper:
    decreed = formats()[-1]
    made = grids(decreed, agreeing(random, decreed))
    whole = Paper(f"{unit}2023年政府信息公开工作年度报告", published="2024-01-15")
    for heading in decreed.headings:
        whole.parts.append(f"{heading.number}、{heading.label}")
        letters = random.choices("公开工作信息制度栏目群众服务办理更新审核培训平台建设监督保障", k=600)
        whole.parts.append("".join(letters) + "。")
        if heading.id in HEADINGS:
            whole.parts.append(made[HEADINGS[heading.id]])
    return whole


if __name__ == "__main__":
    main()
