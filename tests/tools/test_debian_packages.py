"""Which Debian packages are installed for the tests."""

import pytest
from debian_packages import BROWSERS, OTHERS, missing

SHELL, WHOLE = BROWSERS


@pytest.mark.parametrize(
    ("installed", "known", "found"),
    [
        ({*BROWSERS, *OTHERS}, set(), []),
        ({SHELL, *OTHERS}, set(BROWSERS), []),
        ({WHOLE, *OTHERS}, set(BROWSERS), [SHELL]),
        ({WHOLE, *OTHERS}, {WHOLE}, []),
        ({WHOLE, "buildah"}, set(), ["fonts-dejavu-core", "mmdebstrap"]),
        (set(), set(BROWSERS), [SHELL, *OTHERS]),
        (set(), {WHOLE}, [WHOLE, *OTHERS]),
        (set(), set(), [WHOLE, *OTHERS]),
    ],
)
def test_a_browser_without_windows_is_taken_where_there_is_one(installed, known, found):
    assert missing(installed.__contains__, known.__contains__) == found
