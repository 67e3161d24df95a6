"""A short storm on the database of this run. `kill_nine.py` by itself can make a longer one."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("kill_nine.py")


def storm(*words):
    command = [sys.executable, SCRIPT, *words]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_lose_and_double_nothing_when_the_site_is_killed():
    code, said = storm("--kills", "3", "--clients", "4")
    assert code == 0, said


def test_find_the_loss_of_a_server_that_answers_before_it_commits():
    """Without this control, a storm that finds nothing would prove nothing."""
    code, said = storm("--kills", "2", "--clients", "4", "--control")
    assert code == 0, said
