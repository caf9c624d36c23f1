"""What is said of groups in Vietnamese: a name from what they say, and how far a grouping may be trusted."""

from collections.abc import Mapping, Sequence

from analysis.votes.groups import GroupResult
from analysis.votes.representative import Representative

FEW = 170
"""Voters below which measurements on 22 conversations could not establish that any way of grouping helps."""
LONGEST, NAMED_BY = 60, 2
SHAKY = 0.8


def group_name(number: int, entries: Sequence[Representative], codes: Sequence[str], texts: Mapping[str, str]) -> str:
    """What a group says that others do not: its NAMED_BY statements of the strongest test. `texts`: words of statements
    by code, where known. 'Nhóm 1' when it says nothing of its own; `number` counts from 0."""
    own = sorted((entry for entry in entries if entry.ratio_test > 0), key=lambda entry: -entry.ratio_test)[:NAMED_BY]
    parts = [_says(entry, codes[entry.statement], texts) for entry in sorted(own, key=lambda entry: not entry.agrees)]
    said = "; ".join(parts)
    return said[:1].upper() + said[1:] if parts else f"Nhóm {number + 1}"


def cautions(result: GroupResult) -> tuple[str, ...]:
    """Sentences that must stand beside the groups wherever they are shown."""
    said = []
    if result.n_groups == 1:
        said.append("Không thấy các nhóm quan điểm khác nhau rõ rệt; số liệu dưới đây là của tất cả mọi người.")
    if result.grouped < FEW:
        said.append(
            f"Chỉ có {result.grouped} người biểu thị đủ để xếp nhóm (dưới {FEW}): kết quả xếp nhóm chưa chắc chắn, "
            "chỉ để tham khảo, chưa thể nói là có các nhóm quan điểm."
        )
    if result.stability is not None:
        said.append(_stability(*result.stability))
    elif result.n_groups > 1:
        said.append("Cách xếp này phụ thuộc vào thứ tự tham gia và luôn chia ít nhất hai nhóm, kể cả khi không có nhóm nào.")
    unsure = int(((result.certainty < SHAKY) & (result.labels >= 0)).sum())
    if unsure:
        said.append(f"{unsure} trong {result.grouped} người nằm giữa các nhóm, không thuộc hẳn nhóm nào.")
    left = len(result.labels) - result.grouped
    if left:
        said.append(f"{left} người biểu thị quá ít nên chưa được xếp vào nhóm nào.")
    return tuple(said)


def _stability(mean: float, lowest: float) -> str:
    told = f"{mean:.2f}".replace(".", ","), f"{lowest:.2f}".replace(".", ",")
    return (
        "Giấu đi một phần mười số biểu thị rồi xếp lại nhiều lần, các cách xếp giống nhau ở mức "
        f"{told[0]} (thấp nhất {told[1]}; 1 là giống hệt, 0 là như xếp hú họa)."
    )


def _says(entry: Representative, code: str, texts: Mapping[str, str]) -> str:
    text = " ".join(texts.get(code, "").split())
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0].rstrip(",.;: ") + "…"
    return f"{'tán thành' if entry.agrees else 'không tán thành'} {f'“{text}”' if text else f'nhận định {code}'}"
