"""Made-up opinions, no two alike, and a letter that many send with their own name and village."""

OPINIONS = (
    "Đường từ ngã ba chợ vào thôn Nà Lung lầy lội suốt mùa mưa. Trẻ lội bộ đến trường, đề nghị đổ bê tông trước năm học mới.",
    "Trạm y tế thường hết thuốc huyết áp vào cuối tháng, người già phải đi hai mươi cây số lên bệnh viện huyện cũ để lấy.",
    "Tôi mong nhà nước tiếp tục hỗ trợ tiền mua bảo hiểm cho hộ vừa thoát nghèo ba năm nữa, vì thoát xong lại ốm là nghèo lại.",
    "Xe gom rác một tuần mới chạy qua xóm một lần. Rác để ngoài cổng bốc mùi, chó tha khắp nơi, trẻ con hay bị tiêu chảy.",
    "Lớp mẫu giáo ở điểm lẻ mái dột, trời lạnh gió lùa, các cháu không ngủ trưa được; xin làm lại trần và lắp thêm đèn.",
    "Mức hỗ trợ xóa nhà tạm sáu mươi triệu chưa đủ mua vật liệu vì giá xi măng, sắt thép chở lên bản cao gấp rưỡi dưới xuôi.",
    "Nên cho người lao động tự do đóng bảo hiểm xã hội theo quý, sau vụ thu hoạch chè mới có tiền, đóng từng tháng khó lắm.",
    "Cán bộ một cửa làm việc nhanh hơn trước nhiều. Chỉ mong có người hướng dẫn các cụ bấm điện thoại khi nộp hồ sơ trên mạng.",
    "Con suối đầu làng cạn dần từ khi nhà máy thủy điện tích nước, ruộng bậc thang không cấy được vụ chiêm hai năm liền.",
    "Danh sách hộ cận nghèo năm nay niêm yết ở nhà văn hóa có ba ngày đã gỡ, nhà đi làm xa không kịp xem mà khiếu nại.",
    "Đề nghị giữ lại chợ phiên ngày chủ nhật ở chỗ cũ. Chuyển ra bãi mới xa quốc lộ thì bà con gùi hàng không bán được cho ai.",
    "Thanh niên trong bản đi xuất khẩu lao động về có vốn nhưng không biết vay thêm ở đâu để mở xưởng, cần lớp dạy nghề tại chỗ.",
)
LETTER = (
    "Tôi là {name}, ở thôn {village}. Tôi phản đối việc thu hồi đất ruộng để làm sân gôn vì bà con chỉ sống nhờ lúa, mất ruộng "
    "là mất việc, tiền đền bù tiêu vài năm là hết. Đề nghị tỉnh dừng dự án và họp dân trước khi quyết định."
)
NAMES = tuple(
    f"{family} {middle} {given}"
    for family in ("Nguyễn", "Ma", "Hoàng", "Bế", "Triệu")
    for middle in ("Văn", "Thị", "Đức")
    for given in ("An", "Hoa", "Sơn", "Lan")
)
VILLAGES = ("Nà Lung", "Khuổi Trang", "Tân Lập", "Bản Ba", "Đồng Mon", "Phia Chang", "Cầu Cả")


def letters() -> list[str]:
    """60 letters that differ in name and village only."""
    return [LETTER.format(name=name, village=VILLAGES[row % len(VILLAGES)]) for row, name in enumerate(NAMES)]
