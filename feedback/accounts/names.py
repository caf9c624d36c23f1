"""How roles are called on screen, and what each may do."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from feedback.accounts.models import ADMIN, ANALYST, COLLECTOR, DESIGNER, REVIEWER, VIEWER

ROLE_NAMES: dict[str, LazyString] = {
    ADMIN: _l("Quản trị"),
    DESIGNER: _l("Chuẩn bị đợt lấy ý kiến"),
    COLLECTOR: _l("Nhập ý kiến"),
    ANALYST: _l("Phân tích"),
    REVIEWER: _l("Duyệt"),
    VIEWER: _l("Xem"),
}

ROLE_HELP: dict[str, LazyString] = {
    ADMIN: _l("làm được mọi việc trong đơn vị, cấp tài khoản cho người khác"),
    DESIGNER: _l("soạn dự thảo và phiếu, mở và đóng đợt lấy ý kiến"),
    COLLECTOR: _l("nhập ý kiến thu ở nơi khác từ bảng tính"),
    ANALYST: _l("chạy phân tích, đặt tên nhóm, xếp lại ý kiến, lập báo cáo"),
    REVIEWER: _l("đọc mọi ý kiến và tải báo cáo"),
    VIEWER: _l("xem số liệu, nhóm ý kiến và ý kiến"),
}
