"""Letterheads: one's own, or the nearest above; two editors notice each other."""

import re

import pytest
from sqlalchemy import select

from feedback.errors import Conflict
from feedback.reports import letterhead
from feedback.units import service as units
from feedback.units.models import Unit
from tests.cast import COMMUNE, OTHER, Cast
from tests.site import Site

PAGE = "/ban-lam-viec/quan-tri/van-ban"


def test_a_unit_has_its_own_or_the_nearest_above(site: Site) -> None:
    with site.session() as session:
        province = units.root(session)
        commune = session.scalars(select(Unit).where(Unit.name == COMMUNE)).one()
        assert province is not None
        usual = letterhead.of(session, commune)
        assert (usual.organisation, usual.place) == ("ỦY BAN MTTQ VIỆT NAM\nXÃ YÊN SƠN", "Yên Sơn")
        planted = letterhead.plant(session, province)
        assert planted.organisation == "ỦY BAN MTTQ VIỆT NAM\nTỈNH TUYÊN QUANG"
        assert (planted.board, planted.symbol, planted.place) == ("BAN THƯỜNG TRỰC", "BC-MTTQ-BTT", "Tuyên Quang")
        assert planted.recipients.splitlines()[-1] == "Lưu: VT"
        assert letterhead.plant(session, province) is planted
        assert letterhead.of(session, commune) is planted
        values = dict.fromkeys(letterhead.FIELDS, "Một")
        own = letterhead.change(session, commune, values, 0, "x")
        assert letterhead.of(session, commune) is own
        assert letterhead.of(session, province) is planted
        for stale in (0, own.version + 1):
            with pytest.raises(Conflict):
                letterhead.change(session, commune, values, stale, "x")
        before = own.version
        letterhead.change(session, commune, values | {"place": "Hai"}, before, "x")
        assert own.version == before + 1


def test_an_administrator_edits_the_letterhead_of_her_unit(cast: Cast) -> None:
    client = cast.client("stranger")
    page = client.get(PAGE).get_data(as_text=True)
    assert OTHER in page
    assert "chưa có mẫu riêng" in page
    data = {
        "organisation": "ỦY BAN MTTQ VIỆT NAM\r\n\r\nXÃ  PÀ VẦY SỦ", "board": "BAN THƯỜNG TRỰC", "symbol": "BC-MTTQ-BTT",
        "place": "Pà Vầy Sủ", "authority": "TM. BAN THƯỜNG TRỰC", "signer_title": "CHỦ TỊCH", "signer_name": "",
        "recipients": "Lưu: VT", "version": "0",
    }  # fmt: skip
    missing = client.post(PAGE, data=data | {"board": " ", "place": "Chỗ này"})
    assert missing.status_code == 422
    assert missing.get_data(as_text=True).count("Hãy gõ dòng này") == 2
    assert "Chỗ này" in missing.get_data(as_text=True)
    assert client.post(PAGE, data=data).status_code == 302
    with cast.site.session() as session:
        place = session.scalars(select(Unit).where(Unit.name == OTHER)).one()
        stored = letterhead.own(session, place)
        assert stored is not None
        assert stored.organisation == "ỦY BAN MTTQ VIỆT NAM\nXÃ PÀ VẦY SỦ"
    late = client.post(PAGE, data=data | {"signer_name": "Lý Thị Hai"})
    assert late.status_code == 422
    page = late.get_data(as_text=True)
    assert "Người khác vừa sửa" in page
    assert 'value="Lý Thị Hai"' in page
    again = re.search(r'name="version" value="(\d+)"', page)
    assert again
    assert client.post(PAGE, data=data | {"signer_name": "Lý Thị Hai", "version": again[1]}).status_code == 302
    with cast.site.session() as session:
        province = units.root(session)
        assert province is not None
        assert client.get(f"{PAGE}?unit={province.id}").status_code == 403
