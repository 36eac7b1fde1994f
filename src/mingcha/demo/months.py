"""November and December as the sample office lived them: what it looked at, whom it told what, what it saw again.

Every step goes through the same services as the pages. What is wrong on the portal is found by the examinations; the
clerk of the story only confirms what they say, sends the lists, and writes what a person writes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mingcha.demo import times
from mingcha.demo.accounts import sample_accounts
from mingcha.demo.faults import DemoFault
from mingcha.demo.office import speaker
from mingcha.demo.portal.served import Served
from mingcha.demo.progress import Progress
from mingcha.demo.story import Reminder, UnitAnswer, story

if TYPE_CHECKING:
    from mingcha.web.accounts.models import User
    from mingcha.web.notices.models import Notice
    from mingcha.web.rounds.models import Round, Site

# Three looks before the list, since a link is dead only after the third; then the day of the list itself.
LOOKS = (date(2023, 11, 17), date(2023, 11, 18), date(2023, 11, 19))
LISTED, DUE = date(2023, 11, 20), date(2023, 11, 26)
RECHECKED = date(2023, 12, 1)
CUT_OFF = date(2023, 12, 31)
NEXT_DAY = date(2024, 1, 2)
# The office's lists of that year before this one were sent without the program.
NUMBER = 11
SINCE = date(2023, 11, 1)
# What examinations doubt in made-up reports, which all follow one pattern; a clerk would see that at a glance.
PATTERNED = {"report_resembles": "样例县各单位的年报由同一模板生成，相似属正常"}


@dataclass(frozen=True)
class Office:
    """The clerk, the site, and the portal behind it."""

    operator: User
    site: Site
    portal: Served
    progress: Progress

    def november(self, *, since: date) -> None:
        """Three looks, an examination, and the list of problems with its deadline."""
        first, *others = LOOKS
        self._look(first, "weekly", since)
        for day in others:
            self._look(day, "daily", since)
        self._judge(LISTED, hour=8)
        self._tell(LISTED, due=DUE)

    def recheck(self, *, since: date) -> None:
        """The units answer, the office looks again: what was mended, what not, what broke anew."""
        for answer in story().answers:
            self._answer(answer)
        for reminder in story().reminders:
            self._remind(reminder)
        self._look(RECHECKED, "weekly", since)
        self._look_again(RECHECKED)
        self._judge(RECHECKED, hour=21)

    def cut_off(self, *, since: date) -> None:
        """The year's last look: what December's clean-up removed; what is mended is closed, the rest is to be urged."""
        self._look(CUT_OFF, "full", since)
        self._judge(CUT_OFF, hour=21)
        self._close(CUT_OFF)
        self._urge(NEXT_DAY)

    def _look(self, day: date, name: str, since: date) -> Round:
        """One round over the portal as it stood that day, into evidence and ledger."""
        return self._round(day, hour=19, name=name, since=since)

    def _look_again(self, day: date) -> Round:
        """A round over the places of the cases that were told, and the columns they stand in."""
        from mingcha.web.work import asking

        places = asking.places_to_recheck(self.site, at=times.at(day, hour=20))
        return self._round(day, hour=20, name="places", only=places)

    def _round(self, day: date, *, hour: int, name: str, **more: Any) -> Round:
        from mingcha.web.rounds import running

        moment = times.at(day, hour=hour)
        with self.progress(f"采集样例县门户（{day.month}月{day.day}日）", 1) as advance:
            self.portal.turn_to(day)
            run = running.prepare(self.site, name=name, by=self.operator, at=moment, **more)
            done = running.run_round(run.pk, now=times.clock(moment))
            if done.state != done.State.FINISHED:
                raise DemoFault(f"样例县门户没有采集完：{done.message or done.get_state_display()}")
            advance(1)
        return done

    def _judge(self, day: date, *, hour: int) -> None:
        """The units' exports taken in, everything examined, and what the examination is sure of confirmed."""
        self._exports(day, hour=hour)
        self._examine(day, hour=hour)
        self._confirm(day, hour=hour + 1)

    def _examine(self, day: date, *, hour: int) -> None:
        from mingcha.web.cases.examining import examine_site
        from mingcha.web.cases.models import Examination
        from mingcha.web.rounds.models import Round

        with self.progress(f"检查采集到的信息（{day.month}月{day.day}日）", 1) as advance:
            run = Round.objects.filter(site=self.site).first()
            now = times.clock(times.at(day, hour=hour, minute=30))
            item = examine_site(self.site, run=run, now=now, processes=min(2, os.cpu_count() or 1))
            if item.state != Examination.State.FINISHED:
                raise DemoFault(f"采集到的信息没有检查完：{item.message}")
            advance(1)

    def _exports(self, day: date, *, hour: int) -> None:
        """The units' lists of what their accounts posted."""
        from mingcha.web.media import imports
        from mingcha.web.media.models import Account

        moment = times.at(day, hour=hour)
        for sample in sample_accounts():
            file = imports.file_of(sample.export(day), name=f"{sample.name}发布清单{day.isoformat()}.xlsx")
            account = Account.objects.get(code=sample.code)
            item = imports.bring(files=[file], text="", by=self.operator, at=moment, account=account, complete_to=day)
            if item.state == item.State.REFUSED or item.faulty:
                raise DemoFault(f"{sample.name}的发布清单未能读入：{item.message or item.faults}")
            imports.confirm(item=item, by=self.operator, at=moment)

    def _confirm(self, day: date, *, hour: int) -> None:
        """The clerk confirms what the examination is sure of, and dismisses what comes of the sample's own pattern."""
        from mingcha.web.cases import deciding
        from mingcha.web.cases.models import Decision, Finding

        moment = times.at(day, hour=hour)
        sure = deciding.waiting().filter(verdict=Finding.Verdict.FOUND)
        if sure.exists():
            deciding.decide(sure, kind=Decision.Kind.CONFIRMED, by=self.operator, at=moment)
        for check, reason in PATTERNED.items():
            doubts = deciding.waiting().filter(check_name=check, verdict=Finding.Verdict.DOUBT)
            if doubts.exists():
                deciding.decide(doubts, kind=Decision.Kind.DISMISSED, by=self.operator, at=moment, reason=reason)

    def _tell(self, day: date, *, due: date) -> None:
        """The list of problems, numbered and sent to every unit that has any."""
        from mingcha.model.case import CaseState
        from mingcha.web.cases.models import Case
        from mingcha.web.notices import issuing

        moment = times.at(day, hour=10)
        waiting = Case.objects.filter(state=CaseState.CONFIRMED.value, unit__isnull=False)
        with self.progress("印发问题清单", 1) as advance:
            issuing.begin_at(day.year, NUMBER, by=self.operator, at=moment)
            notice = issuing.draft(cases=waiting, dated=day, due=due, by=self.operator, at=moment)
            issuing.issue(notice, by=self.operator, at=moment)
            self._hand_over(notice, day)
            advance(1)

    def _answer(self, told: UnitAnswer) -> None:
        """A unit says of its faults of one family that they are put right."""
        from mingcha.web.answers import answering
        from mingcha.web.cases.models import Case

        cases = Case.objects.filter(unit__code=told.unit, family__in=told.families, told_at__isnull=False)
        if not cases.exists():
            raise DemoFault(f"没有交办给 {told.unit} 的 {'、'.join(told.families)} 类事项，样例的情节对不上。")
        answering.reply(cases, text=told.text, by=speaker(told.unit), at=times.at(told.on, hour=16))

    def _remind(self, told: Reminder) -> None:
        """Another list for a unit that did nothing."""
        from mingcha.web.cases.models import Case
        from mingcha.web.notices import issuing
        from mingcha.web.notices.models import Notice

        moment = times.at(told.on, hour=10)
        cases = Case.objects.filter(unit__code=told.unit, family__in=told.families, told_at__isnull=False)
        if told.account:
            codes = [sample.code for sample in sample_accounts() if sample.unit == told.unit]
            cases = cases.filter(findings__source__in=codes).distinct()
        first = Notice.objects.filter(state=Notice.State.ISSUED).latest("issued_at")
        notice = issuing.draft(cases=cases, dated=told.on, due=told.due, by=self.operator, at=moment, repeats=first)
        issuing.issue(notice, by=self.operator, at=moment)
        self._hand_over(notice, told.on)

    def _hand_over(self, notice: Notice, day: date) -> None:
        """The package goes through the county's OA, which says by the evening who has received it."""
        from mingcha.web.notices import receipts, sending

        sending.hand_over(notice, by=self.operator, at=times.at(day, hour=11))
        heard = times.at(day, hour=17)
        for copy in notice.copies.select_related("unit"):
            receipts.note_receipt(
                copy,
                name="联络员",
                note="OA 显示已签收",
                received_at=heard,
                by=self.operator,
                at=times.at(day, hour=18),
            )

    def _close(self, day: date) -> None:
        """销号: what the re-check saw mended or withdrawn, and what units mended before anybody told them."""
        from mingcha.model.case import CaseState, RecheckResult
        from mingcha.web.cases import life
        from mingcha.web.cases.models import Case

        mended = Case.objects.filter(result__in=(RecheckResult.FIXED.value, RecheckResult.PAGE_GONE.value))
        moment = times.at(day, hour=23)
        life.close_all(mended.filter(state=CaseState.RECHECKED.value), why="", by=self.operator, at=moment)
        untold = mended.filter(state=CaseState.CONFIRMED.value)
        life.close_all(untold, why="交办之前已自行改正", by=self.operator, at=moment)

    def _urge(self, day: date) -> None:
        """The letters that the ladder drafts; signing them is for the people of the office."""
        from mingcha.web.escalation import drafting

        drafting.propose(times.at(day))
