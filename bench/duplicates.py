"""How well planted copies are found among texts, and how fast: `python -m bench.duplicates [--texts N …] [--data DIR]`.

Each way of changing a text is planted on its own into all the real texts (equal ones of which are left out first): a random
fifth of those with at least 8 syllables get one changed copy each. Recall: pairs of original and copy that come out in one
cluster. Precision: of all pairs in one cluster, those that were planted; two real texts that are alike count as wrong.
"""

import argparse
import csv
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.duplicates.finder import find_duplicates
from analysis.text.normalise import fold
from analysis.text.tokens import sentences, syllables
from bench.themes import DATA

SETS = ("victsd_articles", "victsd_topics", "visfd_aspects", "vnexpress_sections", "vsfc")
SHORTEST = 8
GREETINGS = (
    "Kính gửi Ủy ban Mặt trận Tổ quốc xã Tân Trào!", "Kính thưa Ban Thường trực, tôi xin có ý kiến như sau:", "Chào cán bộ,",
    "Kính gửi ban soạn thảo,", "Xin chào các anh chị.", "Thưa quý cơ quan, gia đình tôi xin góp ý:",
)  # fmt: skip
SIGNATURES = (
    "Trân trọng. {}, thôn {}.", "Xin chân thành cảm ơn! {}", "{}, số điện thoại 09{}", "Người góp ý: {} (xóm {})", "Ký tên: {}",
    "Kính thư, {}, tổ dân phố {}",
)  # fmt: skip
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Ma", "Nông", "Bế", "Lý", "Triệu", "Đặng", "Bàn")
MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thu", "Quang")
GIVEN = ("An", "Bình", "Cường", "Dung", "Hà", "Hoa", "Hùng", "Lan", "Long", "Mai", "Nam", "Nga", "Phúc", "Sơn", "Tuấn", "Vân")


def change_case(text: str, draw: random.Random) -> str:
    """Capitals, small letters or Capitals At Each Word."""
    return draw.choice((str.upper, str.lower, str.title))(text)


def change_punctuation(text: str, draw: random.Random) -> str:
    """Every mark dropped, doubled or exchanged for another."""
    turned = draw.choice((lambda mark: "", lambda mark: mark * 2, lambda mark: draw.choice(".,!;… ")))
    return "".join(letter if letter.isalnum() or letter.isspace() else turned(letter) for letter in text) + draw.choice("!. ")


def strip(text: str, draw: random.Random) -> str:
    """Without diacritics."""
    return fold(text)


def reorder(text: str, draw: random.Random) -> str:
    """The sentences (of one sentence: its halves around a comma) in another order; unchanged where there is one only."""
    parts = sentences(text)
    if len(parts) < 2:
        parts = [part for part in text.split(",") if part.strip()]
    before = list(parts)
    for _ in range(10):
        draw.shuffle(parts)
        if parts != before:
            break
    return " ".join(part.strip() for part in parts)


def greet(text: str, draw: random.Random) -> str:
    """With an opening."""
    return f"{draw.choice(GREETINGS)} {text}"


def sign(text: str, draw: random.Random) -> str:
    """With a closing and a made-up name."""
    name = " ".join(map(draw.choice, (FAMILY, MIDDLE, GIVEN)))
    return f"{text} {draw.choice(SIGNATURES).format(name, draw.randrange(1, 99))}"


def greet_and_sign(text: str, draw: random.Random) -> str:
    """Both."""
    return sign(greet(text, draw), draw)


class Editor:
    """Changes a tenth of the words (at least one): exchanged for a word of other texts, dropped, or one put in before."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.words = [word for text in texts for word in text.split()]

    def __call__(self, text: str, draw: random.Random) -> str:
        words = text.split()
        for place in sorted(draw.sample(range(len(words)), max(1, round(len(words) / 10))), reverse=True):
            words[place : place + 1] = draw.choice(
                ([draw.choice(self.words)], [], [draw.choice(self.words), words[place]], [draw.choice(self.words)])
            )
        return " ".join(words)


def ways(texts: Sequence[str]) -> dict[str, Callable[[str, random.Random], str]]:
    """Each way of changing a text, by name."""
    return {
        "case": change_case, "punctuation": change_punctuation, "diacritics": strip, "reordered": reorder, "greeting": greet,
        "signature": sign, "both": greet_and_sign, "edited": Editor(texts),
    }  # fmt: skip


def plant(
    texts: Sequence[str], change: Callable[[str, random.Random], str], seed: int, share: float = 0.2
) -> tuple[list[str], list[int]]:
    """The texts and changed copies of some, shuffled, and for each the number of the text it comes from."""
    draw = random.Random(seed)
    long = [place for place, text in enumerate(texts) if len(syllables(text)) >= SHORTEST]
    chosen = draw.sample(long, max(1, int(share * len(long))))
    rows = [(text, place) for place, text in enumerate(texts)]
    rows += [(change(texts[place], draw), place) for place in chosen]
    draw.shuffle(rows)
    return [text for text, _ in rows], [origin for _, origin in rows]


def judge(clusters: Sequence[int], origins: Sequence[int]) -> tuple[float, float]:
    """Recall and precision over pairs."""
    def pairs(values: Sequence[object]) -> int:
        return sum(count * (count - 1) // 2 for count in Counter(values).values())

    right = pairs(list(zip(clusters, origins, strict=True)))
    return right / max(1, pairs(origins)), right / max(1, pairs(clusters))


def load(folder: Path) -> list[str]:
    """The real texts of all sets, equal ones once."""
    found: dict[str, str] = {}
    for name in SETS:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault("".join(syllables(fold(row["text"]))), row["text"])
    return list(found.values())


def many(texts: Sequence[str], number: int, seed: int = 0) -> tuple[list[str], list[int]]:
    """As many texts, four of five made of halves of two real ones about as long, the fifth a changed copy of one made."""
    draw = random.Random(seed)
    halves = sorted((text.split() for text in texts if len(text.split()) >= SHORTEST), key=len)
    near, used = len(halves) // 50, set()
    made: list[str] = []
    origins: list[int] = []
    kinds = list(ways(texts).values())
    while len(made) < number:
        if made and draw.random() < 0.2:
            place = draw.randrange(len(made))
            made.append(draw.choice(kinds)(made[origins[place]], draw))
            origins.append(origins[place])
        else:
            place = draw.randrange(len(halves))
            other = (place + draw.randrange(1, near)) % len(halves)
            if (place, other) in used:
                continue
            used.add((place, other))
            first, second = halves[place], halves[other]
            made.append(" ".join([*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]]))
            origins.append(len(origins))
    return made, origins


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables; says so when the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--texts", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        print(f"duplicates: not measured, there is no {options.data}")
        return
    texts = load(options.data)
    print(f"{'changed':12}{'texts':>8}{'recall':>8}{'precision':>10}{'CPU s':>7}")
    for name, change in ways(texts).items():
        _print(name, *plant(texts, change, options.seed))
    for number in options.texts:
        _print("all, made", *many(texts, number))


def _print(name: str, texts: Sequence[str], origins: Sequence[int]) -> None:
    started, wall = time.process_time(), time.perf_counter()
    found = find_duplicates(texts)
    spent, wall = time.process_time() - started, time.perf_counter() - wall
    recall, precision = judge(found.labels.tolist(), origins)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:12}{len(texts):8}{recall:8.4f}{precision:10.4f}{spent:7.1f}  wall {wall:.1f} s, peak {peak} MiB", flush=True)


if __name__ == "__main__":
    main()
