"""Vietnamese syllables that carry grammar or manner rather than a subject; no label begins or ends with one.

Written for this project from everyday usage: pronouns, particles, prepositions, conjunctions, auxiliaries, measure
words, and the short forms people type on phones. They are kept in the vectors (where weighting tames them).
"""

_WORDS = """
tôi tui ta mình chúng họ nó hắn ông anh chị bác chú ai các bạn mọi ad mk m t e a c
là thì mà và với hay hoặc nhưng nên vì do bởi tại nếu dù tuy để rằng như cũng vẫn còn lại nữa
đã đang sẽ sắp vừa từng chưa không chẳng chả đừng hãy phải cần được bị có muốn làm cho
của ở trong ngoài trên dưới trước sau giữa từ đến tới vào ra lên về qua theo cùng cả cứ
này kia ấy đó đấy đây thế vậy nào gì sao đâu bao mấy khi lúc lần
một hai ba những mỗi cái con chiếc việc ít vài hơn rất quá lắm khá hết chỉ nhiều
ạ à ừ ơi nhé nhỉ nha hả ha haha hihi thôi rồi luôn ngay đi chứ chớ hử ừm vâng dạ
xin mong thưa nghĩ thấy biết nói
ko k kg khg hok đc dc đk vs ntn j z r ng nc mn ny bt
toi minh chung ho no la thi ma va voi nhung nen vi neu rang nhu cung van con lai nua da dang se moi chua khong phai
duoc bi co cua trong ngoai tren duoi truoc sau tu den vao ra len ve qua theo nay kia do day vay nao gi sao
mot nhieu rat lam chi roi luon di
the of and to in is for on that it be are was
"""

STOPWORDS: frozenset[str] = frozenset(_WORDS.split())

STOP_PAIRS: frozenset[tuple[str, str]] = frozenset(
    {
        ("đề", "nghị"), ("kiến", "nghị"), ("góp", "ý"), ("ý", "kiến"), ("kính", "mong"), ("có", "thể"), ("mọi", "người"),
        ("bà", "con"), ("như", "thế"), ("hiện", "nay"), ("bây", "giờ"), ("tất", "cả"), ("nhất", "là"), ("cảm", "ơn"),
        ("đồng", "ý"), ("nhất", "trí"), ("tán", "thành"), ("ủng", "hộ"), ("bổ", "sung"), ("hoàn", "toàn"), ("dự", "thảo"),
        ("quy", "định"), ("như", "vậy"), ("de", "nghi"), ("kien", "nghi"), ("dong", "y"), ("nhat", "tri"), ("bo", "sung"),
    }
)  # fmt: skip
"""Openings, fillers and words of agreement: a label holds none of them, nor half of one.

Their syllables also stand in words that do say something.
"""
