"""The units of Tuyên Quang and how people write their names."""

import csv
from pathlib import Path

from sqlalchemy import select

from feedback.units import service
from feedback.units.models import COMMUNE, Unit
from tests.site import Site


def test_one_province_with_117_communes_and_7_wards(site: Site) -> None:
    with site.session() as session:
        province = service.root(session)
        assert province is not None and (province.code, province.name) == ("08", "Tỉnh Tuyên Quang")
        names = [unit.name for unit in service.communes(session)]
        assert len(names) == 124
        assert sum(name.startswith("Phường ") for name in names) == 7
        assert all(unit.path.startswith(province.path) for unit in service.communes(session))


def test_the_same_units_as_the_national_list(site: Site, shared_data: Path) -> None:
    with open(shared_data / "units" / "tuyenquang_units_new_from_2025-07-01.csv", encoding="utf-8") as file:
        wanted = {row["ward_code"]: row["ward"] for row in csv.DictReader(file)}
    with site.session() as session:
        ours = {unit.code: unit.key for unit in session.scalars(select(Unit).where(Unit.kind == COMMUNE))}
    assert ours == {code: service.fold(name) for code, name in wanted.items()}


def test_names_are_found_as_people_write_them(site: Site) -> None:
    with site.session() as session:
        names = service.by_name(service.communes(session))
        for written in ("Xã Pà Vầy Sủ", "pà vầy sủ", "PA VAY SU", "xa pa vay su", " Pà  Vầy Sủ "):
            found = service.find(names, written)
            assert found is not None and found.name == "Xã Pà Vầy Sủ", written
        assert service.find(names, "Xã Không Có") is None
        assert service.find(names, "") is None
