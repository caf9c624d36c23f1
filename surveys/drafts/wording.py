"""How each level of clause is called and written in Vietnamese."""

from typing import Protocol


class Labelled(Protocol):
    """What has an anchor, a level and a label: a node of the tree."""

    @property
    def path(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def label(self) -> str: ...


_NAMES = {
    "modau": "Phần mở đầu",
    "phan": "Phần {}",
    "chuong": "Chương {}",
    "muc": "Mục {}",
    "tieumuc": "Tiểu mục {}",
    "dieu": "Điều {}",
    "khoan": "khoản {}",
    "diem": "điểm {}",
    "chuhoa": "phần {}",
    "lama": "phần {}",
    "so": "mục {}",
    "sonho": "mục {}",
    "gach": "gạch đầu dòng {}",
    "cong": "dấu cộng {}",
}
_WRITTEN = {
    "phan": "Phần {}",
    "chuong": "Chương {}",
    "muc": "Mục {}",
    "tieumuc": "Tiểu mục {}",
    "dieu": "Điều {}.",
    "khoan": "{}.",
    "chuhoa": "{}.",
    "lama": "{}.",
    "so": "{}.",
    "sonho": "{}.",
    "diem": "{})",
    "gach": "-",
    "cong": "+",
}


def display_label(node: Labelled) -> str:
    """The Vietnamese name of one clause: "Điều 5", "khoản 2", "điểm đ", "phần I", "Phụ lục II"."""
    if node.level == "phuluc":
        return annex_name(node.label)
    if node.level == "kemtheo":
        return node.label.capitalize()
    if node.level == "phan":
        return f"Phần {node.label if node.label.isupper() and ' ' not in node.label else node.label.lower()}"
    # Dashes bear no number in the text: the last part of the anchor says which one it is.
    label = node.path.rpartition(".")[2].lstrip("abcg") if node.level in ("gach", "cong") else node.label
    return _NAMES.get(node.level, "{}").format(label)


def annex_name(label: str) -> str:
    """ "Phụ lục II" for a bare label, the label itself for "Mẫu số 01", "Phụ lục" where there is none."""
    if " " in label:
        return label[0].upper() + label[1:].lower()
    return f"Phụ lục {label}".rstrip()


def marker_line(node: Labelled) -> str:
    """The marker as it stands in a text: "Điều 5.", "2.", "đ)", "PHỤ LỤC II"."""
    if node.level == "kemtheo":
        return node.label
    if node.level == "phuluc":
        return node.label if " " in node.label else (f"PHỤ LỤC {node.label}".rstrip() if node.label else "")
    return _WRITTEN[node.level].format(node.label)
