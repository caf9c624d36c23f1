"""Addresses that come from outside lead nowhere else."""

import pytest

from feedback.web.links import inside
from tests.cast import PASSWORD, Cast

OUTSIDE = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/\n/evil.example",
    "/\r/evil.example", "/ /evil.example", " //evil.example", "/a\\..\\evil", "", "evil.example", "javascript:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("address", OUTSIDE)
def test_no_address_leads_outside(address: str) -> None:
    assert inside(address) is None


@pytest.mark.parametrize("address", ["/", "/ban-lam-viec/rac?trang=2", "/ban-lam-viec/đợt-1#mục"])
def test_paths_of_this_site_are_kept(address: str) -> None:
    assert inside(address) == address


def test_signing_in_never_sends_anybody_to_another_site(lone_cast: Cast) -> None:
    for address in OUTSIDE:
        answer = lone_cast.site.client().post(
            "/dang-nhap", query_string={"next": address}, data={"login": "analyst", "password": PASSWORD}
        )
        assert (answer.status_code, answer.location) == (302, "/ban-lam-viec"), repr(address)
