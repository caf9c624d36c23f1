"""The papers of an analysis: on which data, with which parameters and versions, at what cost."""

import hashlib
import platform
import resource
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version


@dataclass(frozen=True)
class RunCard:
    """`data_hash`: SHA-256 of the texts in order, or of the votes (`texts` is then how many). `seconds`: wall clock.
    `peak_memory_mib`: of the process so far.

    Everything but the last two is the same for the same data, parameters and versions.
    """

    data_hash: str
    texts: int
    parameters: Mapping[str, object]
    versions: Mapping[str, str]
    measures: Mapping[str, float]
    seconds: float
    peak_memory_mib: float


@dataclass(frozen=True)
class Stopwatch:
    """Started when made."""

    started: float = field(default_factory=time.monotonic)

    def card(self, texts: Iterable[str], parameters: Mapping[str, object], measures: Mapping[str, float]) -> RunCard:
        """The run card of work on `texts` that ends now."""
        return self.stamp(*hash_texts(texts), parameters, measures)

    def stamp(
        self, data_hash: str, number: int, parameters: Mapping[str, object], measures: Mapping[str, float]
    ) -> RunCard:
        """The run card of work that ends now on `number` data of this hash."""
        return RunCard(
            data_hash,
            number,
            dict(parameters),
            versions(),
            dict(measures),
            round(time.monotonic() - self.started, 3),
            _peak(),
        )


def hash_texts(texts: Iterable[str]) -> tuple[str, int]:
    """SHA-256 (hexadecimal) of texts and how many; each is preceded by its length, so that borders count."""
    digest, number = hashlib.sha256(), 0
    for text in texts:
        coded = text.encode("utf-8", "surrogatepass")
        digest.update(len(coded).to_bytes(8, "big") + coded)
        number += 1
    return digest.hexdigest(), number


def versions() -> dict[str, str]:
    """Versions of what the numbers depend on."""
    libraries = {name: version(name) for name in ("numpy", "scipy", "scikit-learn")}
    return {"python": platform.python_version(), **libraries}


def _peak() -> float:
    """Highest resident memory of this process in MiB (the kernel counts KiB on Linux, bytes on macOS)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024), 1)
