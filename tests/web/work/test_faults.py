"""The story of faults in small (scripts/fault_story.py): killed inside its steps, the office loses and doubles nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

STORY = Path(__file__).parents[3] / "scripts" / "fault_story.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are made by fork")
def test_killed_in_the_middle_of_its_steps_it_loses_nothing_and_doubles_nothing():
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MINGCHA_", "DJANGO_"))}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, str(STORY), "--kills", "6", "--posts", "8", "--small"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "不符 0 处" in done.stdout
