"""Bộ sinh Cổng minh bạch cải cách hành chính Hải Phòng: thư mục dữ liệu vào, trang web tĩnh ra."""
