"""Presidio's analyzer with recognisers for the same three kinds of numbers; it has none for Chinese of its own."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

PATTERNS = {
    "CN_ID": r"(?<![0-9A-Za-z_])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z_])",
    "CN_MOBILE": r"(?<![0-9A-Za-z_])1[3-9][0-9]{9}(?![0-9A-Za-z_])",
    "CN_CARD": r"(?<![0-9A-Za-z_])[0-9]{13,19}(?![0-9A-Za-z_])",
}


class _Blank(SpacyNlpEngine):
    """Characters and no model: there is no Chinese model to install from a package index."""

    def __init__(self) -> None:
        super().__init__(models=[{"lang_code": "zh", "model_name": "blank"}])
        self.nlp = {"zh": spacy.blank("zh")}

    def load(self) -> None:
        """Nothing to load."""


def scan() -> Callable[[str], int]:
    """A function that counts what the analyzer finds in a text."""
    registry = RecognizerRegistry(supported_languages=["zh"])
    for name, pattern in PATTERNS.items():
        found = [Pattern(name, pattern, 0.5)]
        registry.add_recognizer(PatternRecognizer(name, supported_language="zh", patterns=found))
    engine = AnalyzerEngine(registry=registry, nlp_engine=_Blank(), supported_languages=["zh"])
    return lambda text: len(engine.analyze(text, language="zh"))
