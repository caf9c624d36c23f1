"""Drafts drawn by lot: a statute of chapters, Điều, khoản and điểm, and a plan of sections, numbers, dashes and pluses.

Their sentences are put together from the same stock of phrases, as those of real drafts are, so that clauses resemble
each other without being the same; some are repeated word for word.
"""

from random import Random

from surveys.drafts.grammar import parse_text
from surveys.drafts.tree import Node
from tests.surveys.drafts.family import roman

_WHO = (
    "Ủy ban nhân dân xã", "Ban quản lý chợ", "Trưởng thôn", "Hộ kinh doanh", "Người bán hàng rong", "Tổ tự quản",
    "Công chức địa chính", "Phòng Kinh tế", "Người đến mua hàng", "Đội bảo vệ", "Hợp tác xã vệ sinh môi trường",
    "Chủ quầy thịt tươi sống", "Hội Phụ nữ", "Đoàn Thanh niên", "Đơn vị thu gom rác", "Cán bộ thú y", "Tổ hòa giải",
    "Doanh nghiệp đầu tư", "Mặt trận Tổ quốc xã", "Ban Giám sát đầu tư của cộng đồng",
)  # fmt: skip
_ACT = (
    "có trách nhiệm niêm yết", "phải kê khai", "được quyền đề nghị xem xét", "không được tự ý thay đổi", "lập và lưu giữ",
    "chủ trì rà soát", "phối hợp kiểm tra", "công khai", "thẩm định", "tổ chức lấy ý kiến về", "báo cáo bằng văn bản về",
    "thu và quyết toán", "giám sát việc thực hiện", "hướng dẫn bà con thực hiện", "tiếp nhận và giải quyết", "bố trí",
    "xây dựng", "ban hành", "từ chối nhận", "tham gia góp ý vào", "chấp hành", "đánh giá hằng năm", "nghiệm thu",
)  # fmt: skip
_WHAT = (
    "bảng giá dịch vụ trông giữ xe", "nội quy phòng cháy, chữa cháy", "sổ theo dõi nguồn gốc thực phẩm",
    "phương án sắp xếp quầy hàng", "mức thu tiền sử dụng mặt bằng", "hồ sơ cấp điện và nước sạch",
    "danh sách hộ được miễn, giảm phí", "kế hoạch khử trùng khu giết mổ", "đơn phản ánh của người dân",
    "hợp đồng thuê điểm kinh doanh", "biên bản cân đo đối chứng", "chứng từ nộp tiền", "lịch đóng, mở cửa chợ",
    "lối thoát nạn và bãi đỗ xe", "hạng mục sửa chữa mái che", "kết quả quan trắc nước thải", "quy chế làm việc",
    "giấy chứng nhận an toàn thực phẩm", "thông tin cá nhân của tiểu thương", "dự toán thu chi", "khu vực bán hàng tạm",
    "biển chỉ dẫn bằng tiếng Việt và tiếng Tày", "quỹ hỗ trợ hộ gặp hỏa hoạn", "việc phân loại rác tại nguồn",
)  # fmt: skip
_WHEN = (
    "trước ngày {} hằng tháng", "trong thời hạn {} ngày làm việc", "khi có từ {} hộ trở lên yêu cầu",
    "theo quy định của pháp luật", "sau khi được Hội đồng nhân dân xã thông qua", "vào phiên chợ cuối tuần",
    "đối với diện tích trên {} mét vuông", "trừ trường hợp khẩn cấp", "bằng hình thức trực tuyến hoặc trực tiếp",
    "tại trụ sở và nhà văn hóa thôn", "kể từ khi nhận đủ giấy tờ hợp lệ", "mà không thu thêm khoản nào khác",
    "nếu vi phạm từ {} lần trong một năm", "theo mẫu do Sở Công Thương ban hành", "để bảo đảm mỹ quan chung",
    "với sự chứng kiến của đại diện tiểu thương", "tối đa {} phần trăm giá trị", "cho đến hết mùa mưa lũ",
)  # fmt: skip
_AGAIN = ("Thực hiện các nhiệm vụ khác theo quy định.", "Cá nhân, tổ chức có liên quan.", "Các trường hợp khác.")


class Writer:
    """Writes drafts; equal seeds write equal drafts."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def sentence(self) -> str:
        """Now and then a sentence that stands elsewhere too, otherwise one of one or two statements."""
        if self.random.random() < 0.05:
            return self.random.choice(_AGAIN)
        text = self._statement()
        if self.random.random() < 0.35:
            other = self._statement()
            text += "; " + other[0].lower() + other[1:]
        return text + "."

    def _statement(self) -> str:
        draw, number = self.random.choice, self.random.randint(2, 60)
        conditions = self.random.sample(_WHEN, self.random.randint(1, 2))
        return f"{draw(_WHO)} {draw(_ACT)} {draw(_WHAT)} {', '.join(conditions)}".format(number, number + 3)

    def heading(self) -> str:
        """A title of a few words."""
        words = f"{self.random.choice(_ACT)} {self.random.choice(_WHAT)}"
        return words[0].upper() + words[1:]

    def statute(self, chapters: int = 4, articles: int = 6) -> tuple[Node, ...]:
        """Chapters of so many Điều each."""
        lines = ["QUY CHẾ", "Quản lý chợ trên địa bàn xã"]
        for chapter in range(1, chapters + 1):
            lines += [f"Chương {roman(chapter)}", self.heading().upper()]
            for article in range(1, articles + 1):
                lines.append(f"Điều {(chapter - 1) * articles + article}. {self.heading()}")
                lines += self._clauses()
        return parse_text("\n".join(lines)).nodes

    def _clauses(self) -> list[str]:
        lines: list[str] = []
        for clause in range(1, self.random.randint(2, 6) + 1):
            listing = self.random.random() < 0.25
            lines.append(f"{clause}. " + (f"{self._statement()}, gồm:" if listing else self.sentence()))
            lines += [f"{letter}) {self.sentence()}" for letter in "abcdđe"[: self.random.randint(2, 5)] if listing]
        return lines

    def plan(self, sections: int = 4) -> tuple[Node, ...]:
        """Sections of numbers, each with dashes, some of them with pluses."""
        lines = ["KẾ HOẠCH", "Chỉnh trang các chợ trên địa bàn xã"]
        for section in range(1, sections + 1):
            lines.append(f"{roman(section)}. {self.heading().upper()}")
            for number in range(1, self.random.randint(3, 5) + 1):
                lines.append(f"{number}. {self.heading()}")
                for _ in range(self.random.randint(2, 4)):
                    lines.append(f"- {self.sentence()}")
                    lines += [f"+ {self.sentence()}" for _ in range(self.random.choice([0, 0, 0, 2]))]
        return parse_text("\n".join(lines)).nodes

    def donors(self, count: int = 200) -> list[str]:
        """Clauses for new versions."""
        return [self.sentence() for _ in range(count)]
