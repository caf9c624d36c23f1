"""Settings, and the secrets on disk."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from feedback import config


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "DATABASE", "SECRET", "HOSTS", "HTTPS", "PROXY", "HOST", "PORT"):
        monkeypatch.delenv(f"LANGNGHE_{name}", raising=False)


def test_home_and_key_are_for_their_owner_alone(tmp_path: Path) -> None:
    settings = config.load(tmp_path / "home")
    key = tmp_path / "home" / "secret_key"
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(settings.secret) == 64
    assert config.load(tmp_path / "home").secret == settings.secret
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret_key"]


def test_processes_that_start_together_share_one_whole_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        for attempt in range(30):
            found = set(pool.map(lambda _n, home=tmp_path / str(attempt): config.load(home).secret, range(16)))
            assert [len(secret) for secret in found] == [64]
