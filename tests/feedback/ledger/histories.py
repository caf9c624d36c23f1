"""Random histories of a draft: versions that edit, renumber, move, split, merge, drop, add and take up again."""

from dataclasses import dataclass, field
from random import Random

_WHO = ("Ủy ban nhân dân xã", "Trưởng thôn", "Hộ gia đình", "Mặt trận xã", "Sở Tài chính", "Kho bạc", "Chủ đầu tư",
        "Ban giám sát")  # fmt: skip
_DOES = ("lập danh sách", "niêm yết công khai", "chi trả kinh phí", "kiểm tra hồ sơ", "bình xét đối tượng", "báo cáo kết quả",
         "giải quyết khiếu nại", "nghiệm thu công trình", "hướng dẫn thủ tục")  # fmt: skip
_WHAT = ("nhà dột nát", "đường liên thôn", "nước sạch nông thôn", "trường mầm non", "chợ phiên", "rừng phòng hộ", "trạm y tế",
         "nghĩa trang", "kênh mương", "điểm bưu điện", "nhà văn hóa", "bãi rác thải")  # fmt: skip
_WHEN = ("trong 10 ngày làm việc", "trước ngày 15 hằng tháng", "sau mỗi quý", "vào cuối năm", "khi có yêu cầu", "trong vụ mùa")


def sentence(random: Random, number: int) -> str:
    """One clause's words; `number` makes it differ from all others."""
    parts = (random.choice(_WHO), random.choice(_DOES), "về", random.choice(_WHAT), "và", random.choice(_WHAT))
    return f"{' '.join(parts)} {random.choice(_WHEN)}, theo quyết định số {number} của hội đồng."


@dataclass
class Article:
    """An Điều: its heading and its khoản, or its own words where it has none."""

    heading: str
    khoan: list[str]


@dataclass
class Author:
    """Writes one version after the other."""

    random: Random
    articles: list[Article] = field(default_factory=list)
    lost: list[Article] = field(default_factory=list)
    count: int = 0

    def fresh(self) -> str:
        """Words nobody wrote before."""
        self.count += 1
        return sentence(self.random, self.count)

    def article(self) -> Article:
        """A new Điều."""
        heading = f"Quy định thứ {self.count} về {self.random.choice(_WHAT)}"
        return Article(heading, [self.fresh() for _ in range(self.random.randint(1, 3))])

    def begin(self) -> None:
        """Write the first version."""
        self.articles = [self.article() for _ in range(self.random.randint(3, 5))]

    def revise(self) -> None:
        """Turn the draft into its next version by a few acts."""
        for _ in range(self.random.randint(1, 5)):
            acts = (self.edit, self.add, self.drop, self.drop_khoan, self.move, self.split, self.merge, self.restore)
            self.random.choice(acts)()

    def _one(self) -> Article:
        return self.random.choice(self.articles)

    def edit(self) -> None:
        """Change a word or the whole."""
        khoan = self._one().khoan
        place = self.random.randrange(len(khoan))
        khoan[place] = self.fresh() if self.random.random() < 0.2 else khoan[place].replace("và", "cùng với", 1) + " Có biên bản."

    def add(self) -> None:
        """A new Điều or khoản somewhere: what follows is renumbered."""
        if self.random.random() < 0.5:
            self.articles.insert(self.random.randint(0, len(self.articles)), self.article())
        else:
            self._one().khoan.insert(0, self.fresh())

    def drop(self) -> None:
        """An Điều goes."""
        if len(self.articles) > 2:
            self.lost.append(self.articles.pop(self.random.randrange(len(self.articles))))

    def drop_khoan(self) -> None:
        """A khoản goes."""
        khoan = self._one().khoan
        if len(khoan) > 1:
            khoan.pop(self.random.randrange(len(khoan)))

    def move(self) -> None:
        """An Điều, or a khoản, stands elsewhere."""
        if self.random.random() < 0.5:
            article = self.articles.pop(self.random.randrange(len(self.articles)))
            self.articles.insert(self.random.randint(0, len(self.articles)), article)
            return
        khoan = self._one().khoan
        if len(khoan) > 1:
            self._one().khoan.append(khoan.pop(self.random.randrange(len(khoan))))

    def split(self) -> None:
        """A khoản becomes two."""
        khoan = self._one().khoan
        place = self.random.randrange(len(khoan))
        before, comma, after = khoan[place].partition(", ")
        if comma:
            khoan[place : place + 1] = [f"{before}.", after.capitalize()]

    def merge(self) -> None:
        """Two khoản become one."""
        khoan = self._one().khoan
        if len(khoan) > 1:
            khoan[0:2] = [" ".join(khoan[0:2])]

    def restore(self) -> None:
        """What was dropped is there again."""
        if self.lost:
            self.articles.insert(self.random.randint(0, len(self.articles)), self.lost.pop(self.random.randrange(len(self.lost))))

    def rows(self) -> list[tuple[str, str | None, str, str, str, str]]:
        """The version now: anchor, parent, level, label, heading, text of each clause in order."""
        found: list[tuple[str, str | None, str, str, str, str]] = []
        for place, article in enumerate(self.articles, 1):
            found.append((f"d{place}", None, "dieu", str(place), article.heading, ""))
            found += [
                (f"d{place}.k{number}", f"d{place}", "khoan", str(number), "", words)
                for number, words in enumerate(article.khoan, 1)
            ]
        return found

    def text(self) -> str:
        """The version now, as a file to upload."""
        lines = ["QUY ĐỊNH", "VỀ CÁC LỊCH SỬ NGẪU NHIÊN"]
        for place, article in enumerate(self.articles, 1):
            lines.append(f"Điều {place}. {article.heading}")
            lines += [f"{number}. {words}" for number, words in enumerate(article.khoan, 1)]
        return "\n".join(lines)
