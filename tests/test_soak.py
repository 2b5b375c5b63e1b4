"""Nothing leaks and nothing crashes in a long session."""

import json
import os
import subprocess
import sys

import pytest

from tests import soak

# Allocators keep some of what was freed; a frame or a job that leaks would cost hundreds.
GROWTH_LIMIT_MB = 40
# What the views show, and what the last cancelled jobs left in the mailbox; a leak would keep thousands.
FRAMES_LIMIT = 20


@pytest.mark.timeout(400)
def test_soak() -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-W", "error", "-m", "tests.soak"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stderr}"
    assert set(done.stderr.splitlines()) <= {"This plugin does not support propagateSizeHints()"}
    report = json.loads(done.stdout.splitlines()[-1])
    assert report["failures"] == []
    assert report["signals"] == soak.SIGNALS
    assert report["drawn"] >= soak.DRAWN
    assert report["cycles"] >= soak.CYCLES * 0.9, "most jobs are cancelled before they end"
    assert max(report["growth_mb"].values()) < GROWTH_LIMIT_MB, report["growth_mb"]
    assert report["extra_threads"] == 0
    assert report["frames_alive"] <= FRAMES_LIMIT
    assert report["jobs_alive"] == 0
    assert report["joined"]
