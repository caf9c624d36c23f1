"""What citizens are asked to consent to, purpose by purpose, and the proof of what they said.

Luật 91/2025/QH15 Điều 9–10: voluntary, informed, one purpose each, no box ticked beforehand, silence is no consent,
provable. The wordings are rows (ConsentText), so that an office may issue new ones and old consents keep theirs.
"""

import hashlib
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback import clock
from feedback.identity.models import Consent, ConsentText

CONTACT, PUBLISH, GROUP = "contact", "publish", "group"
PURPOSES = (PUBLISH, GROUP, CONTACT)

FIRST_WORDING = {
    PUBLISH: "Tôi đồng ý để lời góp ý của tôi được trích dẫn công khai, không kèm tên và địa chỉ.",
    GROUP: "Tôi đồng ý để máy tính của Ủy ban xếp góp ý của tôi vào nhóm các ý kiến giống nhau; cán bộ kiểm tra lại kết quả.",
    CONTACT: "Tôi đồng ý để lại số điện thoại hoặc thư điện tử để được trả lời. Đây là dữ liệu cá nhân nhạy cảm khi gắn "
    "với ý kiến; chỉ cán bộ được phân công xem, và được xóa sau 12 tháng kể từ ngày công khai kết quả.",
}


def plant(session: Session) -> None:
    """Add the first wording of each purpose that has none."""
    for purpose, text in FIRST_WORDING.items():
        if current(session).get(purpose) is None:
            session.add(ConsentText(purpose=purpose, version=1, text=text, text_hash=_hash(text)))
    session.flush()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def current(session: Session) -> dict[str, ConsentText]:
    """The wording in force of each purpose."""
    newest = select(ConsentText.purpose, func.max(ConsentText.version)).group_by(ConsentText.purpose)
    versions = {(purpose, version) for purpose, version in session.execute(newest)}
    rows = session.scalars(select(ConsentText).order_by(ConsentText.id))
    return {row.purpose: row for row in rows if (row.purpose, row.version) in versions}


def note(session: Session, submission_id: int, said: Mapping[str, bool], channel: str) -> None:
    """Add one row per purpose asked: granted or denied. What was not asked leaves no row."""
    session.add_all(rows(current(session), submission_id, said, channel))


def rows(texts: Mapping[str, ConsentText], submission_id: int, said: Mapping[str, bool], channel: str) -> list[Consent]:
    """What `note` adds, for the wordings given."""
    return [
        Consent(
            submission_id=submission_id, text_id=texts[purpose].id, channel=channel, at=clock.now(),
            decision="granted" if yes else "denied",
        )
        for purpose, yes in said.items()
    ]  # fmt: skip
