"""The units of Tuyên Quang from 01/7/2025: one province, 117 communes and 7 wards (NQ 1684/NQ-UBTVQH15; codes of
QĐ 19/2025/QĐ-TTg), taken from the package vietnamadminunits (MIT, © 2025 Tran Ngoc Minh Hieu)."""

from datetime import date

from sqlalchemy.orm import Session
from vietnamadminunits.database import get_data

from feedback.units.models import COMMUNE, PROVINCE, Unit
from feedback.units.service import add, root

CODE = "08"
SINCE = date(2025, 7, 1)


def plant(session: Session) -> Unit:
    """Add the province and its communes unless they are there; return the province."""
    province = root(session)
    if province is not None:
        return province
    rows = [row for row in get_data() if row["provinceCode"] == CODE]
    province = add(session, code=CODE, kind=PROVINCE, name=rows[0]["province"], parent=None, valid_from=SINCE)
    for row in sorted(rows, key=lambda row: row["wardCode"]):
        add(session, code=row["wardCode"], kind=COMMUNE, name=row["ward"], parent=province, valid_from=SINCE)
    return province
