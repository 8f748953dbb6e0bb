"""The Debian packages that tests need beside Python."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

# Without windows of its own Chromium opens a page in half the time and draws the same; where a
# distribution does not have it so, the whole one will do.
BROWSERS = ("chromium-headless-shell", "chromium")
OTHERS = ("fonts-dejavu-core", "buildah", "mmdebstrap")


def is_installed(name: str) -> bool:
    """Whether the package is there."""
    command = ["dpkg-query", "--show", "--showformat=${db:Status-Status}\n", name]
    return subprocess.run(command, capture_output=True, check=False).stdout == b"installed\n"


def is_known(name: str) -> bool:
    """Whether apt could install the package, as far as its lists go."""
    command = ["apt-cache", "show", "--quiet", name]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def missing(
    installed: Callable[[str], bool] = is_installed, known: Callable[[str], bool] = is_known
) -> list[str]:
    """The packages to install."""
    has = [name for name in BROWSERS if installed(name) or known(name)]
    browser = has[0] if has else BROWSERS[-1]
    return [name for name in (browser, *OTHERS) if not installed(name)]
