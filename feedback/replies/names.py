"""What the kinds of change are called."""

from flask_babel import lazy_gettext as _l

KIND_NAMES = {
    "edited": _l("Sửa câu chữ"), "moved": _l("Chuyển chỗ"), "renumbered": _l("Đổi số"), "merged": _l("Gộp lại"),
    "split": _l("Tách ra"), "new": _l("Thêm mới"), "dropped": _l("Bỏ đi"),
}  # fmt: skip
