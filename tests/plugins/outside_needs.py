"""What the tests need from outside: a closing table of what ran, and --require for what must."""

from collections import Counter
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

import pytest

INSTALL = "apt-get update && apt-get install --no-install-recommends"
NEEDS = {
    "browser": f"{INSTALL} chromium-headless-shell fonts-dejavu-core (or chromium in its place)",
    "container": f"{INSTALL} buildah mmdebstrap (and make test as root)",
    "network": "make test where pip reaches a package index",
    "node": "install Node.js 20 or newer, with npm",
    "polars": ".venv/bin/pip install polars",
    "shared": "put the tutorial (seed/) and the recorded stores (stores/) into ../shared",
}


@dataclass(slots=True)
class Need:
    """How the tests that have one need fared."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: set[str] = field(default_factory=set)

    @property
    def ran(self) -> int:
        """How many ran, whatever came out."""
        return self.outcomes["passed"] + self.outcomes["failed"]

    def line(self, name: str) -> str:
        """One row of the table."""
        counted = ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.items())
        if not self.outcomes:
            return f"{name:10} NOT SELECTED"
        if not self.outcomes["skipped"]:
            return f"{name:10} RAN      {counted}"
        word = "PARTLY " if self.ran else "SKIPPED"
        why = "; ".join(sorted(self.reasons))
        return f"{name:10} {word}  {counted}: {why}\n{'':10} to run: {NEEDS[name]}"


class OutsideNeeds:
    """The tally of one run, and its verdict on what was required."""

    def __init__(self, required: Iterable[str]) -> None:
        self.required = frozenset(required)
        self.needs = {name: Need() for name in NEEDS}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """The report, where a skip of something required has become a failure."""
        report = yield
        unmet = self.required.intersection(mark.name for mark in item.iter_markers())
        if report.skipped and unmet and not hasattr(report, "wasxfail"):
            report.outcome = "failed"
            report.longrepr = f"required by --require={','.join(unmet)}, yet: {reason(report)}"
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Nothing; the outcome is tallied once a test, and setup only when it went wrong."""
        if report.when == "teardown" or (report.when == "setup" and report.passed):
            return
        for name in self.needs.keys() & report.keywords.keys():
            self.needs[name].outcomes[report.outcome] += 1
            if report.skipped:
                self.needs[name].reasons.add(reason(report))

    def missing(self) -> list[str]:
        """What was required and has no test that ran."""
        return sorted(name for name in self.required if not self.needs[name].ran)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Nothing; a run without a required test does not pass."""
        # One of several processes has only its own tests; the one that started them has all.
        is_part = hasattr(session.config, "workerinput")
        if not is_part and self.missing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Nothing; the table is printed, unless the run had nothing to do with it."""
        if not self.required and not any(need.outcomes for need in self.needs.values()):
            return
        terminalreporter.section("needs from outside")
        for name, need in self.needs.items():
            terminalreporter.line(need.line(name))
        for name in self.missing():
            terminalreporter.line(f"--require={name}: no such test ran", red=True)


def reason(report: pytest.TestReport) -> str:
    """Why a test was skipped, in its own words."""
    told = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Nothing; adds --require."""
    parser.addoption(
        "--require",
        default="",
        metavar="NEEDS",
        help=f"what must run, comma-separated: {', '.join(NEEDS)}",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Nothing; registers this run's tally, once the required names are known ones."""
    required = [name for name in config.getoption("require").split(",") if name]
    for unknown in set(required) - NEEDS.keys():
        raise pytest.UsageError(f"--require={unknown}: one of {', '.join(NEEDS)}")
    config.pluginmanager.register(OutsideNeeds(required), "outside-needs-tally")
