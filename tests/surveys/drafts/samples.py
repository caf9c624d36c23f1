"""Drafts made up for the tests, each with one difficulty that real documents have."""

from textwrap import wrap

from surveys.drafts.tree import Draft

STRAIGHT_QUOTES = """LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT CHỢ
Căn cứ Hiến pháp;
Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Chợ.
Điều 1. Sửa đổi, bổ sung một số điều của Luật Chợ
1. Sửa đổi, bổ sung Điều 3 như sau:
"Điều 3. Giải thích từ ngữ
1. "Chợ" là nơi mua bán.
2. Tiểu thương là người:
a) Có quầy;
b) Có giấy phép."
2. Bổ sung Điều 3a vào sau Điều 3 như sau:
"Điều 3a. Phí chợ
1. Phí do xã thu.
2. Mức phí niêm yết.".
3. Bãi bỏ khoản 2 Điều 9.
Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2027.
Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVI thông qua ngày 20 tháng 11 năm 2026.
CHỦ TỊCH QUỐC HỘI
Nguyễn Văn A"""

MIXED_QUOTES = """Điều 1: Sửa đổi, bổ sung Nghị định
1. Khoản 2 Điều 4 được sửa đổi như sau: “2. Hộ nghèo được miễn phí.
a) Miễn toàn bộ;
b) Miễn một nửa."
2. Điều 6 được sửa đổi như sau:
"Điều 6. Thu phí
1. Thu một lần.”
3. Điều 7 được sửa như sau:
“1. Cơ quan thu phí gồm:
a) Ủy ban nhân dân xã;
4. Sửa đổi, bổ sung khoản 1 Điều 8 như sau:
“1. Không thu phí.”
Điều 2
Nghị định này có hiệu lực từ ngày ký."""

ONE_LINE = """Điều 1. Phạm vi
Quy định này áp dụng tại xã.
Điều 2. 1. Người dân được hỏi ý kiến.
2. Ý kiến được ghi lại.
2a. Ý kiến được công khai.
3. Bao gồm:
a) Ý kiến miệng;
a1) Ý kiến bằng tin nhắn;
b) Ý kiến viết.
Điều 2a. Bổ sung
104.042 người đã góp ý.
12.5 phần trăm không góp ý.
Điều 3. Tổ chức
1. Việc chung.
1.1. Việc thứ nhất.
1.2. Việc thứ hai.
2. Việc riêng."""

RESOLUTION = """HỘI ĐỒNG NHÂN DÂN XÃ A
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
NGHỊ QUYẾT
Về việc thông qua mức thu phí chợ
HỘI ĐỒNG NHÂN DÂN XÃ A
Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT NGHỊ:
1. Thông qua mức thu phí chợ.
a) Quầy cố định: 5.000 đồng;
b) Quầy lưu động: 2.000 đồng.
2. Giao Ủy ban nhân dân xã tổ chức thực hiện.
- Niêm yết công khai.
- Báo cáo hằng quý.
3. Nghị quyết có hiệu lực từ ngày 01 tháng 7.
Nơi nhận:
- Như trên;
- Lưu: VT.
CHỦ TỊCH
Trần Thị B
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
TỜ KHAI NỘP PHÍ
1. Họ và tên:
2. Địa chỉ:"""

ATTACHED = """QUYẾT ĐỊNH
Ban hành Quy chế chợ
CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ
Căn cứ Luật;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế chợ.
Điều 2. Quyết định có hiệu lực từ ngày ký.
Nơi nhận:
- Như Điều 2;
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn C
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
QUY CHẾ
HOẠT ĐỘNG CỦA CHỢ
(Ban hành kèm theo Quyết định số 01/2026/QĐ-UBND)
Chương I
Quy định chung
Điều 1. Phạm vi
1. Quy chế áp dụng cho chợ xã.
2. Chi tiết tại Phụ lục I kèm theo.
Chương II
MỨC THU
Điều 2. Mức thu
1. Mức thu cụ thể như sau:
Đơn vị tính: đồng
1. Quầy thịt 5.000
2. Quầy rau 2.000
3. Quầy cá 3.000
2. Mức thu trên do Ủy ban nhân dân xã công bố hằng năm.
Điều 3. Thi hành
Ban quản lý chợ thi hành.
Phụ lục I
BIỂU MỨC THU
(Kèm theo Quy chế)
1. Quầy thịt
Phụ lục I
2. Quầy rau
Phụ lục II
MẪU ĐƠN
Điều 1. Bên A
Mẫu số 01
ĐƠN ĐĂNG KÝ"""

APPROVAL = """Điều 1. Phê duyệt Đề án phát triển chợ với các nội dung sau:
I. QUAN ĐIỂM
1. Chợ là của dân.
2. Phát triển bền vững.
II. MỤC TIÊU
1. Mục tiêu chung
- Có chợ mới.
- Có đường mới.
2. Mục tiêu cụ thể
a) Năm 2027:
- Xây 2 chợ.
+ Một ở thôn A.
b) Năm 2030: xây 3 chợ.
Điều 2. Tổ chức thực hiện
1. Phòng Kinh tế chủ trì.
- Dòng gạch này là lời của khoản.
2. Các thôn phối hợp.
Điều 3. Hiệu lực."""

REPORT = """BÁO CÁO
Kết quả giám sát
PHẦN THỨ NHẤT
KẾT QUẢ
A. TÌNH HÌNH CHUNG
I. Ưu điểm
1. Việc một
2. Việc hai
II. Hạn chế
B. NGUYÊN NHÂN
I. Chủ quan
Phần thứ hai
KIẾN NGHỊ
I. Với tỉnh
1.1. Tăng kinh phí.
1.2. Tăng người."""

PLAN_OCR = """## KẾ HOẠCH

**Thực hiện Chương trình chợ sạch trên địa bàn xã**

Căn cứ chức năng, nhiệm vụ, Ban Thường trực xây dựng kế hoạch như sau:

### I. MỤC ĐÍCH, YÊU CẦU

## **1. Mục đích**

Nâng cao nhận thức của *tiểu thương* về vệ sinh (*) chợ, chú trọng vùng sâu, vùng

xa và các chợ tạm ven đường.

#### 2. Yêu cầu

- Triển khai sâu rộng đến từng hộ.

- Có kiểm tra.

### II. TỔ CHỨC THỰC HIỆN

#### 1. Ban Thường trực

- Chủ trì thực hiện./g

#### **Noi nhận:**

- Đảng ủy xã;
- Lưu: VT.

**TM. BAN THƯỜNG TRỰC
CHỦ TỊCH**

**Đỗ Thị D**"""

PROPOSAL = """TỜ TRÌNH
Về dự thảo Nghị quyết phí chợ
I. SỰ CẦN THIẾT
1. Cơ sở pháp lý
Căn cứ Luật Giá.
II. NỘI DUNG
1. Mức thu
- Quầy cố định 5.000 đồng.
Nơi nhận:
- Như trên.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn C
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
NGHỊ QUYẾT
Về phí chợ
Căn cứ Luật Giá;
QUYẾT NGHỊ:
Điều 1. Mức thu
1. Quầy cố định: 5.000 đồng.
2. Quầy lưu động: 2.000 đồng.
Điều 2. Hiệu lực thi hành
Từ ngày 01 tháng 7."""

OUT_OF_ORDER = """ĐIỀU 1.- Phạm vi
Nội dung thứ nhất.
Điều 2. Hồ sơ
1. Hồ sơ thứ nhất gồm:
1. Đơn.
2. Bản sao.
2. Hồ sơ thứ hai gồm:
1. Đơn.
2. Bản sao.
3. Ảnh.
3. Nộp tại xã.
Điều 4. Thiếu điều ba
1. Một.
3. Ba.
4. Bốn."""

ONLY_ANNEX = """NGHỊ QUYẾT
Quy định lệ phí hộ tịch
Điều 1. Mức thu
1. Mức thu ở Phụ lục.
2. Người nghèo được miễn.
TM. HỘI ĐỒNG NHÂN DÂN
CHỦ TỊCH
Lê Thị Kim
Phụ lục
MỨC THU LỆ PHÍ
(Ban hành kèm theo Nghị quyết số 05/2026/NQ-HĐND)
1 | Khai sinh | 8.000"""

ALL = (
    STRAIGHT_QUOTES, MIXED_QUOTES, ONE_LINE, RESOLUTION, ATTACHED, APPROVAL, REPORT, PLAN_OCR, OUT_OF_ORDER,
    PROPOSAL, ONLY_ANNEX,
)  # fmt: skip


def paths(draft: Draft) -> list[str]:
    return [node.path for node in draft.nodes]


def outline(draft: Draft) -> list[tuple[str, str]]:
    """Level and label of what counts as structure."""
    return [(node.level, node.label) for node in draft.nodes if node.level != "modau"]


def wrapped(text: str, width: int = 92, page: int = 42) -> str:
    """The text as a printout: lines of at most `width`, after every `page` of them the number of the page."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += wrap(paragraph, width) or [""]
    printed: list[str] = []
    for count, line in enumerate(lines, start=1):
        printed.append(line)
        if count % page == 0:
            printed.append(str(count // page))
    return "\n".join(printed)
