"""A composed report says what the database holds, leads back to it, and quotes only who agreed."""

import unicodedata
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.consultations.models import Consultation
from feedback.consultations.service import by_slug
from feedback.errors import UserError
from feedback.findings.models import Placement, Theme
from feedback.ledger.models import Opinion, Submission
from feedback.reports.check import recount, require_sound, require_supported
from feedback.reports.data import compose
from feedback.reports.values import Claim, Options, Paragraph, Part, Quote, Report, Table
from tests import cast as people
from tests.cast import Cast
from tests.feedback.reports.sample import THEMES, build


def composed(session: Session, slug: str, options: Options | None = None) -> Report:
    return compose(session, by_slug(session, slug), options)


def words(report: Report) -> str:
    lines: list[str] = []
    for block in report.body:
        if isinstance(block, Paragraph):
            lines.append("".join(piece if isinstance(piece, str) else piece.text for piece in block.pieces))
        elif isinstance(block, Table):
            lines += [block.caption, block.note]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def table(report: Report, start: str) -> list[list[str]]:
    found = next(block for block in report.body if isinstance(block, Table) and block.caption.startswith(start))
    return [[piece if isinstance(piece, str) else piece.text for piece in row] for row in found.rows]


def test_every_figure_is_what_the_database_holds(cast: Cast) -> None:
    sample = build(cast.site)
    with cast.site.session() as session:
        report = composed(session, sample.slug)
        counted = recount(session, sample.consultation_id)
        told = {claim.key: claim.count for claim in report.claims if claim.key in counted}
        assert told == counted
        assert counted["total"] == sample.opinions == 72
        assert f"{sample.sendings} lượt gửi" in words(report)

        rows = session.execute(
            select(Opinion.code, Submission.may_publish, Submission.channel).join(
                Submission, Opinion.submission_id == Submission.id
            )
        ).all()
        codes = {row.code for row in rows}
        by_web = {row.code for row in rows if row.channel == "web"}
        claims = {claim.key: claim for claim in report.claims}
        assert set(claims["channel:web"].codes) == by_web
        assert all(set(claim.codes) <= codes and claim.count == len(claim.codes) for claim in report.mentions())

        secretive = {row.code for row in rows if not row.may_publish}
        quoted = [quote.code for quote in report.quotes()]
        assert secretive
        assert quoted
        assert not secretive & set(quoted)
        assert secretive < {code for claim in report.claims for code in claim.codes}
        assert all("Nguyễn Văn Nam" not in quote.text and "số nhà" not in quote.text.replace("[số nhà]", "")
                   for quote in report.quotes())  # fmt: skip
        says_what_an_officer_looks_for(session, report)
        tells_agreement_from_difference(session, report)


def tells_agreement_from_difference(session: Session, report: Report) -> None:
    """The tables of section III, counted again: clauses by their place in the draft, with those for and against."""
    query = select(Opinion.clause_path, Opinion.stance, func.count()).group_by(Opinion.clause_path, Opinion.stance)
    found: dict[str, dict[str, int]] = {}
    for path, stance, count in session.execute(query.where(Opinion.clause_path.is_not(None))):
        found.setdefault(path, {})[stance] = count

    def row(path: str, name: str) -> list[str]:
        said = found[path]
        changes = sum(said.get(stance, 0) for stance in ("amend", "add", "remove"))
        return [name, str(sum(said.values())), str(said.get("agree", 0)), str(changes)]

    assert table(report, "Bảng 6. Điều, khoản được từ hai phần ba số ý kiến tán thành") == [row("d2.k2", "Khoản 2 Điều 2")]
    assert table(report, "Bảng 7. Điều, khoản còn ý kiến khác nhau") == [
        row("d2.k1", "Khoản 1 Điều 2"), row("d2.k2", "Khoản 2 Điều 2"), row("d3", "Điều 3"),
    ]  # fmt: skip


def says_what_an_officer_looks_for(session: Session, report: Report) -> None:
    text = words(report)
    assert unicodedata.is_normalized("NFC", text)
    for theme in THEMES.values():
        assert f"Nhóm “{theme}”" in text
    places = table(report, "Bảng 2")
    assert places[-2][0] == "Không ghi địa bàn"
    assert [row[0] for row in places if "khác" in row[0]] == ["Các địa bàn khác (2 nơi)"]
    assert sum(int(row[2]) for row in places[:-1]) == int(places[-1][2]) == 72
    scale = table(report, "Câu 1")
    assert [row[0] for row in scale] == ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"]
    assert sum(int(row[1]) for row in scale) == 18

    headings = [row.place for row in report.matrix]
    order = list(dict.fromkeys(headings))
    assert order[:3] == ["Khoản 1 Điều 2", "Khoản 2 Điều 2", "Điều 3"]
    assert order[-1].startswith("Ý kiến chung")
    assert sum(row.claim.count for row in report.matrix) == 72
    assert any(row.topic == "Ý kiến mà người gửi không đồng ý để máy tính xếp nhóm" for row in report.matrix)
    first = report.matrix[0]
    assert first.subject == "Cá nhân (7), hộ gia đình (7)"
    assert "Lần này không có nhóm nào" not in text
    assert f"“{THEMES['tre']}”: 2 ý kiến." in text
    placed = session.scalar(select(func.count(Placement.id)).where(Placement.theme_id.is_not(None)))
    assert f"bao gồm {placed} ý kiến trên tổng số 72 ý kiến" in text
    assert "Ý kiến chưa xếp được vào nhóm nào: 1 ý kiến" in text
    assert "trước ngày 31/12/2026" in text


def test_before_any_run_the_report_goes_by_clauses_and_nothing_received_is_no_report(cast: Cast) -> None:
    sample = build(cast.site, analysed=False)
    people.consultation(cast.site, "trong")
    with cast.site.session() as session:
        text = words(composed(session, sample.slug))
        assert "chưa được phân nhóm" in text
        assert "Chưa phân tích nhóm ý kiến bằng máy." in text
        with pytest.raises(UserError, match="chưa nhận được góp ý nào"):
            composed(session, "trong")


def test_a_report_that_its_opinions_do_not_bear_out_is_refused(cast: Cast) -> None:
    sample = build(cast.site)
    with cast.site.session() as session:
        report = composed(session, sample.slug)
        number = session.scalars(select(Consultation.id).where(Consultation.slug == sample.slug)).one()

        def refused(changed: Report, sentence: str) -> None:
            with pytest.raises(UserError, match=sentence):
                require_sound(session, number, changed)

        first, *others = report.claims
        foreign = replace(first, codes=("ZZZZZZ", *first.codes[1:]), whole=())
        refused(replace(report, claims=(foreign, *others)), "khác với số ý kiến")
        fewer = replace(first, codes=first.codes[1:], count=first.count - 1, text="71 ý kiến", whole=())
        refused(replace(report, claims=(fewer, *others)), "khác với|chưa khớp")
        secret = session.scalars(
            select(Opinion.code).join(Submission, Opinion.submission_id == Submission.id).where(~Submission.may_publish)
        ).first()
        assert secret is not None
        refused(replace(report, body=(*report.body, Quote(secret, "lời kín"))), "chưa được phép")
        theme = session.scalars(select(Theme).order_by(Theme.id)).first()
        assert theme is not None
        moved = session.scalars(select(Placement).where(Placement.theme_id == theme.id)).first()
        assert moved is not None
        moved.theme_id = None
        session.flush()
        refused(report, "chưa khớp")


CLAIM = Claim("2 ý kiến", 2, ("AAAAAA", "BBBBBB"), 1)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (replace(CLAIM, codes=(), count=0, text="0 ý kiến"), "không có ý kiến nào làm căn cứ"),
        (replace(CLAIM, count=3, text="3 ý kiến"), "khác với số ý kiến"),
        (replace(CLAIM, text="20 ý kiến", count=3), "khác với số ý kiến"),
        (replace(CLAIM, text="vài ý kiến"), "khác với số ý kiến"),
        (replace(CLAIM, text="12 ý kiến"), "khác với số ý kiến"),
        (replace(CLAIM, codes=("AAAAAA", "AAAAAA")), "khác với số ý kiến"),
        (replace(CLAIM, parts=(Part("Tán thành", ("AAAAAA",)),)), "khác với số ý kiến"),
    ],
)
def test_a_figure_without_its_opinions_is_refused(claim: Claim, sentence: str) -> None:
    require_supported(CLAIM)
    with pytest.raises(UserError, match=sentence):
        require_supported(claim)
