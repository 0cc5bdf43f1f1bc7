"""How far property tests look: at the same examples each time, or, at night, at many that nobody has seen.

A number of examples is that of the profile `ci`; the other profiles multiply it.
"""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

_EXAMPLES = 100
_KEPT = Path(__file__).parents[1] / ".hypothesis" / "examples"
_UNHURRIED = [HealthCheck.too_slow]
"""How long an example takes says how busy the machine is."""


def choose_profile(name: str) -> None:
    """`ci` (the same examples each time), `quick` (fewer) or `nightly` (new ones; failures are kept).

    To be called before any test module is read, since `examples` counts from the profile.
    """
    for known, times in {"quick": 0.2, "ci": 1, "nightly": 20}.items():
        settings.register_profile(
            known,
            max_examples=int(times * _EXAMPLES),
            derandomize=known != "nightly",
            database=DirectoryBasedExampleDatabase(_KEPT) if known == "nightly" else None,
            deadline=None,
            print_blob=True,
            suppress_health_check=_UNHURRIED,
        )
    settings.load_profile(name)


def examples(number: int, *, any_shape: bool = False) -> settings:
    """So many in `ci`. With `any_shape`, examples may be large, and many of them thrown away."""
    profile = settings()
    return settings(
        max_examples=number * profile.max_examples // _EXAMPLES,
        suppress_health_check=list(HealthCheck) if any_shape else profile.suppress_health_check,
    )
