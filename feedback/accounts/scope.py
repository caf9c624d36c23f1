"""Which units an account reaches. Every screen and list asks here, nowhere else."""

from collections.abc import Iterable

from feedback.accounts.models import Account


def paths(account: Account, roles: Iterable[str]) -> tuple[str, ...]:
    """Paths of the units on which the account holds one of the roles; everything below them is reached too."""
    wanted = frozenset(roles)
    return tuple(sorted({member.unit.path for member in account.memberships if member.role in wanted}))


def reaches(account: Account, roles: Iterable[str], path: str) -> bool:
    """Whether the unit with this path is one of the account's, or lies below one."""
    return any(path.startswith(own) for own in paths(account, roles))


def sees(account: Account, roles: Iterable[str], path: str) -> bool:
    """Whether the account reaches the unit, or lies below it: what the province asks, its communes see."""
    return any(path.startswith(own) or own.startswith(path) for own in paths(account, roles))
