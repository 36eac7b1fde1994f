"""Faults of the annual report on open government information: figures, wording of the form, years, days, likeness."""

LABEL = "信息公开年报"
