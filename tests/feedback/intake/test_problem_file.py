"""The table of problems is opened with Excel: what somebody else wrote into a cell must stay words there."""

import csv
import io

from openpyxl import Workbook

from tests.cast import Cast, consultation
from tests.feedback.intake.test_spreadsheet import _choose, _send

DANGEROUS = ("=1+1", "+84912", "-1+2", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠a", '=HYPERLINK("http://evil.example","x")')


def test_no_cell_of_the_problem_file_is_a_formula(lone_cast: Cast) -> None:
    consultation(lone_cast.site)
    client = lone_cast.client("collector")
    book, data = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Xã", "Ý kiến"])
    for place in DANGEROUS:
        sheet.append([None, "Nên giảm phí"])
        sheet.cell(sheet.max_row, 1, place).data_type = "s"
    book.save(data)
    _, address = _send(client, data.getvalue(), "bang.xlsx")
    _choose(client, address, all_channel="paper")
    text = client.get(f"{address}/loi.csv").get_data(as_text=True).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Đang ghi"] for row in rows] == [f"'{place}" for place in DANGEROUS]
