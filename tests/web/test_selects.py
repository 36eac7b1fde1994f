"""Selects written out quickly are those Django writes, letter for letter but for its line breaks."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.web.selects import QuickSelects


def same(widget, value, **attributes):
    ours, theirs = (
        widget.render("a<b", value, attrs=attributes, renderer=one()) for one in (QuickSelects, DjangoTemplates)
    )
    assert re.sub(r">\s+<", "><", ours) == re.sub(r">\s+<", "><", theirs.strip())


@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
def test_options_groups_and_attributes_are_written_as_django_writes_them(kind):
    widget = kind()
    if kind is not forms.NullBooleanSelect:
        widget.choices = [("", "全部"), ("甲", [("1", "<一>"), ("2", "二&三")]), (3, "三")]
    same(widget, ["2"] if kind is forms.SelectMultiple else "2", required=True, disabled=False, **{"data-x": '"'})


@given(choices=st.lists(st.tuples(st.text(max_size=5), st.text(max_size=8)), max_size=6), value=st.text(max_size=5))
@settings(max_examples=30, deadline=None)
def test_whatever_stands_in_a_list_is_escaped_as_django_escapes_it(choices, value):
    same(forms.Select(choices=choices), value)
