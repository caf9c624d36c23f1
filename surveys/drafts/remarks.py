"""What readers of several kinds of file tell the officer about what they found."""

TRACKED = "Tệp có sửa đổi được theo dõi (Track Changes); đã lấy nội dung như khi chấp nhận mọi sửa đổi."
NOTES = "Tệp có chú thích cuối trang; mỗi chú thích được đặt ngay sau đoạn nhắc đến nó."
HIDDEN = "Tệp có chữ ẩn, không hiện khi in; phần chữ ẩn đã được bỏ."
CONTENTS = "Tệp có mục lục; mục lục đã được bỏ vì chỉ nhắc lại tên các điều."
