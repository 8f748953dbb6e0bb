"""How many cases generated tests try: few in every run, many with --hypothesis-profile=thorough."""

from typing import Final

from hypothesis import HealthCheck, settings

THOROUGH: Final = "thorough"
TIMES: Final = 12

# A busy machine is no reason to fail: no case has a deadline.
UNHURRIED: Final = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", UNHURRIED)
settings.register_profile(THOROUGH, UNHURRIED)


def cases(number: int) -> settings:
    """The settings of a test that tries so many cases, twelve times as many when thorough."""
    is_thorough = settings.get_current_profile_name() == THOROUGH
    return settings(
        max_examples=number * (TIMES if is_thorough else 1),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
