"""The closing table and --require, seen from a run of pytest over three small tests."""

import subprocess
import sys
from pathlib import Path

import pytest

SUITE = """
import pytest

@pytest.mark.browser
def test_page():
    pytest.skip("no Chromium here")

@pytest.mark.container
def test_image():
    pass

def test_plain():
    pass
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A folder with one skipped browser test, one container test and a plain one."""
    (tmp_path / "test_suite.py").write_text(SUITE)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\nmarkers =\n    browser: a\n    container: b\n    shared: c\n"
    )
    return tmp_path


def outcome(suite, *arguments):
    """The exit status and what was printed."""
    plugins = ("-p", "no:schemathesis", "-p", "outside_needs")  # the first as in our own runs
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, *arguments],
        cwd=suite,
        env={"PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_table_says_what_ran_and_what_to_do_about_the_rest(suite):
    status, printed = outcome(suite)
    assert status == 0
    assert "browser    SKIPPED  1 skipped: no Chromium here" in printed
    assert "apt-get install --no-install-recommends chromium" in printed
    assert "container  RAN      1 passed" in printed
    assert "shared     NOT SELECTED" in printed
    assert printed.rstrip().splitlines()[-1].startswith("=")
    assert "2 passed, 1 skipped" in printed.rstrip().splitlines()[-1]


@pytest.mark.parametrize("processes", [(), ("--numprocesses=2",)])
def test_a_required_skip_fails_and_keeps_its_reason(suite, processes):
    status, printed = outcome(suite, "--require=browser,container", *processes)
    assert status == 1
    assert "required by --require=browser, yet: no Chromium here" in printed
    assert "1 failed, 2 passed" in printed


def test_a_required_test_that_does_not_exist_fails(suite):
    status, printed = outcome(suite, "--require=shared")
    assert status == 1
    assert "--require=shared: no such test ran" in printed


def test_an_unknown_name_says_which_are_known(suite):
    status, printed = outcome(suite, "--require=browsers")
    assert status == 4
    assert "--require=browsers: one of browser, container" in printed
