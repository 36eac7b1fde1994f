"""Our counts held against figures somebody typed in from another document, and where a difference sits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingcha.assess.agreement_with_posts import Recount
from mingcha.model.count import PostQuery
from mingcha.model.reconciliation import Agreement, Part, TypedFigure
from mingcha.model.statistics import MonthStatistics


def other_documents(statistics: MonthStatistics, recount: Recount, typed: Sequence[TypedFigure]) -> Iterable[Agreement]:
    """Our counts against what somebody typed in from another document, and where the difference sits."""
    spans = sorted({(figure.document, figure.first, figure.last) for figure in typed})
    for document, first, last in spans:
        figures = [f for f in typed if (f.document, f.first, f.last) == (document, first, last)]
        whole = next((figure.value for figure in figures if figure.group is None), None)
        by_group = {figure.group: figure.value for figure in figures if figure.group is not None}
        key, name = f"typed.{document}.{first.key}-{last.key}", f"与《{document.strip('《》')}》所载数字"
        if not statistics.month.january <= first <= last <= statistics.month:
            remark = f"该文件的统计期为{first}至{last}，不在本期统计范围内，未作比较。"
            yield Agreement(key, name, "本期", "该文件", None, whole, remark=remark)
            continue
        ours = {g.group: recount(PostQuery(g.counted, first, last, statistics.policy.net)) for g in statistics.groups}
        parts = tuple(Part(g.name, posts, by_group[g.code]) for g, posts in ours.items() if g.code in by_group)
        if whole is None and len(parts) == len(ours):
            whole = sum(by_group.values())
        left = sum(ours.values()) if whole is not None else sum(part.left for part in parts)
        right = whole if whole is not None else sum(part.right for part in parts)
        yield Agreement(key, name, "本期", "该文件", left, right, parts=parts, remark=_where(left - right, parts))
        if whole is not None and len(parts) == len(ours) and sum(by_group.values()) != whole:
            yield Agreement(
                f"{key}.inner",
                f"《{document.strip('《》')}》自身：合计与分组之和",
                "合计",
                "分组之和",
                whole,
                sum(by_group.values()),
            )


def _where(difference: int, parts: Sequence[Part]) -> str:
    """In which parts a difference sits."""
    if not difference or not parts:
        return ""
    off = [part for part in parts if part.difference]
    same = "、".join(part.name for part in parts if not part.difference)
    if len(off) == 1 and off[0].difference == difference:
        rest = f"；{same}一致" if same else ""
        return f"相差的 {abs(difference)} 条全部在{off[0].name}{rest}。"
    return "差异分布：" + "，".join(f"{part.name} {part.difference:+d}" for part in off) + "。"
