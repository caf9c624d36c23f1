"""What can be wrong with an expression, told in Vietnamese with its place."""


class ExpressionError(ValueError):
    """An expression that cannot be used: one Vietnamese sentence and where in the source it applies (from 0)."""

    def __init__(self, sentence: str, at: int = 0) -> None:
        """`at` is the index of the first character concerned."""
        super().__init__(sentence)
        self.sentence = sentence
        self.at = at

    def __str__(self) -> str:
        return f"Ký tự thứ {self.at + 1}: {self.sentence}"


class CircularError(ValueError):
    """Questions that wait for each other; the message is one Vietnamese sentence naming them in order."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """`names` starts and ends with the same question."""
        super().__init__(f"Các câu hỏi phụ thuộc vòng tròn vào nhau: {' → '.join(names)}.")
        self.names = names


class LogicError(ValueError):
    """A stored logic or a set of answers that is not of the form asked for; one Vietnamese sentence."""
