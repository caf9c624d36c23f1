"""What the kinds that offer options share: the options of a field, and what can be wrong with their definition."""

from wtforms.fields import SelectChoice

from surveys.questionnaire import NAME, Choice, Question


def select_choices(choices: tuple[Choice, ...]) -> list[SelectChoice]:
    """The options as WTForms takes them."""
    return [SelectChoice(choice.name, choice.label) for choice in choices]


def label_of(choices: tuple[Choice, ...], name: str) -> str:
    """What people read for `name`; the name itself when the option is gone."""
    return next((choice.label for choice in choices if choice.name == name), name)


def choice_problems(question: Question) -> list[str]:
    """Vietnamese sentences on too few, unnamed, repeated or empty options."""
    names = [choice.name for choice in question.choices]
    labels = [choice.label.casefold() for choice in question.choices]
    problems = []
    if len(names) < 2:
        problems.append("Cần ít nhất hai phương án để chọn.")
    problems += [
        f"Tên phương án “{name}” phải là chữ thường không dấu, chữ số hoặc gạch dưới, bắt đầu bằng chữ."
        for name in names
        if not NAME.fullmatch(name)
    ]
    problems += [f"Có hai phương án cùng tên “{name}”." for name in sorted({n for n in names if names.count(n) > 1})]
    if "" in labels:
        problems.append("Có phương án chưa ghi lời.")
    problems += [
        f"Có hai phương án cùng lời “{label}”." for label in sorted({x for x in labels if x and labels.count(x) > 1})
    ]
    return problems


def numbered(*labels: str) -> tuple[Choice, ...]:
    """Ready choices named c1, c2, …"""
    return tuple(Choice(f"c{place}", label) for place, label in enumerate(labels, 1))
