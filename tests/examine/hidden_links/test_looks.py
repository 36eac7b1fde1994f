"""How an element looks: what it takes over from the one around it."""

from __future__ import annotations

from dataclasses import fields

from mingcha.examine.hidden_links.looks import Looks, inherited


def test_an_element_without_a_style_looks_in_every_respect_like_the_one_around_it():
    around = Looks()
    for field in fields(Looks):
        setattr(around, field.name, object())
    own = around.copied()
    assert own is not around
    assert [getattr(own, field.name) for field in fields(Looks)] == [
        getattr(around, field.name) for field in fields(Looks)
    ]


def test_what_an_element_states_of_itself_does_not_reach_the_one_around_it():
    around = Looks(colour="black")
    assert inherited({"color": "white"}, around, None, None).colour == "white"
    assert around.colour == "black"
