"""Documents made at random with known structure, after the habits of real ones: amending laws, codes, plans, resolutions."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Outline = list[tuple[str, str]]
LETTERS = "abcdđeghiklmnopqrstuvxy"
SUBJECTS = (
    "Ủy ban nhân dân cấp xã", "Hội đồng nhân dân", "Cơ quan, tổ chức, cá nhân có liên quan", "Ban quản lý chợ",
    "Người đứng đầu cơ quan quản lý nhà nước có thẩm quyền", "Hộ gia đình, cá nhân", "Bộ trưởng Bộ Công Thương",
)  # fmt: skip
ACTS = (
    "công khai mức thu, danh sách hộ được miễn, giảm và kết quả thu hằng tháng tại nhà văn hóa thôn", "niêm yết giá",
    "có trách nhiệm thực hiện theo quy định tại khoản 2 Điều 5 và điểm a khoản 3 Điều 12 của Luật này",
    "lập hồ sơ theo Mẫu số 01 ban hành kèm theo Nghị định này trong thời hạn 15 ngày kể từ ngày 01 tháng 7 năm 2026",
    "được hỗ trợ 1.500.000 đồng/tháng, tối đa 36 tháng, từ ngân sách địa phương giai đoạn 2026 - 2030",
    "phối hợp với Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội lấy ý kiến Nhân dân (nếu có)",
)  # fmt: skip
HEADINGS = (
    "Phạm vi điều chỉnh", "Đối tượng áp dụng", "Giải thích từ ngữ", "Nguyên tắc thu phí và sử dụng phí chợ trên địa bàn",
    "Trách nhiệm của Ủy ban nhân dân các cấp và cơ quan quản lý nhà nước về thương mại tại địa phương",
    "Quyền và nghĩa vụ của hộ kinh doanh", "Hồ sơ, trình tự, thủ tục", "Xử lý vi phạm",
)  # fmt: skip
PHRASES = ("chợ phiên", "chợ đêm", "tiểu thương", "hộ kinh doanh")


@dataclass
class Document:
    """Lines of a text, one paragraph each, and the level and label of each clause in it."""

    lines: list[str] = field(default_factory=list)
    truth: Outline = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def clause(self, level: str, label: str, line: str) -> None:
        self.truth.append((level, label))
        self.lines.append(line)


@dataclass(frozen=True)
class Habits:
    """How quotations are written: their marks; `anew`: each paragraph opens again; `inner`: words quoted inside."""

    opening: str = "“"
    closing: str = "”"
    anew: bool = False
    inner: bool = False
    article: str = "Điều {}. "


def sentence(pick: random.Random, end: str = ".") -> str:
    return f"{pick.choice(SUBJECTS)} {pick.choice(ACTS)}{end}"


def clauses(document: Document, pick: random.Random, letters: bool = True) -> None:
    """Numbered clauses of one article, some with lettered ones."""
    for number in range(1, pick.randint(2, 12)):
        if letters and pick.random() < 0.3:
            document.clause("khoan", str(number), f"{number}. {pick.choice(SUBJECTS)} có trách nhiệm sau đây:")
            last = pick.randint(2, len(LETTERS))
            for letter in LETTERS[:last]:
                end = "." if letter == LETTERS[last - 1] else ";"
                document.clause("diem", letter, f"{letter}) {sentence(pick, end)}")
        else:
            document.clause("khoan", str(number), f"{number}. {sentence(pick)}")
            if pick.random() < 0.15:
                document.lines.append(sentence(pick))


def quoted(pick: random.Random, habits: Habits) -> list[str]:
    """A quoted article, clause or letter: several paragraphs with numbers that are no structure."""
    kind = pick.choice(["article", "article", "clauses", "letters", "chapter"])
    lines: list[str] = []
    if kind == "chapter":
        lines += ["Chương IIa", pick.choice(HEADINGS).upper()]
    if kind in ("chapter", "article"):
        lines.append(f"{habits.article.format(f'{pick.randint(2, 90)}a')}{pick.choice(HEADINGS)}")
    if kind == "letters":
        start = pick.randrange(len(LETTERS) - 4)
        lines += [f"{letter}) {sentence(pick, ';')}" for letter in LETTERS[start : start + pick.randint(1, 4)]]
    else:
        start = pick.randint(1, 6)
        lines += [f"{number}. {sentence(pick)}" for number in range(start, start + pick.randint(1, 4))]
        lines += [f"{letter}) {sentence(pick, ';')}" for letter in LETTERS[: pick.choice([0, 0, 2, 3])]]
    lines[-1] = lines[-1].rstrip(".;") + "."
    return _marked(pick, lines, habits)


def _marked(pick: random.Random, lines: Sequence[str], habits: Habits) -> list[str]:
    marked = list(lines)
    if habits.inner:
        place = pick.randrange(len(marked))
        marked[place] += f" Sau đây gọi là {habits.opening}{pick.choice(PHRASES)}{habits.closing} theo phong tục."
    starts = range(len(marked)) if habits.anew else [0]
    for place in starts:
        marked[place] = habits.opening + marked[place]
    marked[-1] += habits.closing + pick.choice(["", ".", ";"])
    return marked


def amending_law(seed: int, habits: Habits) -> Document:
    """A law that amends others by articles, clauses and letters."""
    pick, document = random.Random(seed), Document()
    document.lines += ["LUẬT", "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT CHỢ", "Căn cứ Hiến pháp nước Việt Nam;"]
    for article in range(1, pick.randint(3, 5)):
        head = f"{habits.article.format(article)}Sửa đổi, bổ sung một số điều của Luật Chợ số {article}"
        document.clause("dieu", str(article), head)
        for number in range(1, pick.randint(3, 25)):
            document.truth.append(("khoan", str(number)))
            document.lines += list(_amendment(document, pick, habits, number))
    last = len([level for level, _ in document.truth if level == "dieu"]) + 1
    document.clause("dieu", str(last), f"{habits.article.format(last)}Hiệu lực thi hành")
    document.lines += [
        "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.",
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVI thông qua ngày 20 tháng 5 năm 2026.",
        "CHỦ TỊCH QUỐC HỘI", "Nguyễn Văn A",
    ]  # fmt: skip
    return document


def _amendment(document: Document, pick: random.Random, habits: Habits, number: int) -> Iterator[str]:
    kind = pick.randrange(5)
    old, new = (f"{habits.opening}{pick.choice(PHRASES)}{habits.closing}" for _ in range(2))
    if kind == 0:
        yield f"{number}. Thay thế cụm từ {old} bằng cụm từ {new} tại khoản {number} Điều {pick.randint(1, 90)}."
    elif kind == 1:
        yield f"{number}. Bãi bỏ khoản {number} Điều {pick.randint(1, 90)} và điểm a khoản 2 Điều {pick.randint(1, 90)}."
    elif kind == 2:
        first, *more = quoted(pick, habits)
        yield f"{number}. Khoản {number} Điều 7 được sửa đổi, bổ sung như sau: {first}"
        yield from more
    elif kind == 3:
        yield f"{number}. Sửa đổi, bổ sung một số khoản của Điều {pick.randint(1, 90)} như sau:"
        for letter in LETTERS[: pick.randint(2, 4)]:
            document.truth.append(("diem", letter))
            yield f"{letter}) Bổ sung khoản {number}a vào sau khoản {number} như sau:"
            yield from quoted(pick, habits)
    else:
        yield f"{number}. Sửa đổi, bổ sung Điều {pick.randint(1, 90)} như sau:"
        yield from quoted(pick, habits)


def code(seed: int, articles: int) -> Document:
    """A law of parts, chapters, sections and articles, long if `articles` are many."""
    pick, document = random.Random(seed), Document()
    document.lines += ["BỘ LUẬT", "DÂN SỰ CỦA XÃ CHỢ", "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;"]
    chapter = section = 0
    for article in range(1, articles + 1):
        if article == 1 or pick.random() < 0.12:
            chapter, section = chapter + 1, 0
            document.clause("chuong", roman(chapter), f"Chương {roman(chapter)}")
            document.lines.append(pick.choice(HEADINGS).upper())
        if pick.random() < 0.08 and (section or pick.random() < 0.5):
            section += 1
            document.clause("muc", str(section), f"Mục {section}. {pick.choice(HEADINGS).upper()}")
        document.clause("dieu", str(article), f"Điều {article}. {pick.choice(HEADINGS)}")
        if pick.random() < 0.2:
            document.lines.append(sentence(pick))
        else:
            clauses(document, pick)
    return document


def plan(seed: int) -> Document:
    """A plan: Roman sections, numbers, 1.1, letters, dashes and pluses."""
    pick, document = random.Random(seed), Document()
    document.lines += ["KẾ HOẠCH", "Phát triển chợ xã giai đoạn 2026 - 2030", "Thực hiện Nghị quyết số 01-NQ/ĐU, "
                       "Ban Thường trực Ủy ban Mặt trận Tổ quốc xã xây dựng kế hoạch như sau:"]  # fmt: skip
    for section in range(1, pick.randint(3, 6)):
        document.clause("lama", roman(section), f"{roman(section)}. {pick.choice(HEADINGS).upper()}")
        for number in range(1, pick.randint(2, 5)):
            document.clause("so", str(number), f"{number}. {pick.choice(HEADINGS)}")
            kind = pick.randrange(3)
            for item in range(1, pick.randint(2, 5)):
                if kind == 0:
                    document.clause("sonho", f"{number}.{item}", f"{number}.{item}. {sentence(pick)}")
                elif kind == 1:
                    document.clause("diem", LETTERS[item - 1], f"{LETTERS[item - 1]}) {sentence(pick, ';')}")
                else:
                    document.clause("gach", "-", f"- {sentence(pick, ';')}")
                    if pick.random() < 0.3:
                        document.clause("cong", "+", f"+ {sentence(pick, ';')}")
    document.lines += ["Nơi nhận:", "- Thường trực Đảng ủy;", "- Lưu: VT.", "TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH", "Lê Thị B"]
    return document


def roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
