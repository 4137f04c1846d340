"""Building blocks of the patterns of deadlines: numbers, days, periods and words beside them.

They use [0-9] because a class of digits would also match digits of other scripts. Patterns are matched with
letter case ignored.
"""

YEAR = "[0-9]{4}"
NUMBER = "[0-9]{1,2}"
QUARTER = "(?:[ivx]+|[0-9]{1,2})"
TO = "(?: ?[-\u2010-\u2015\u2212] ?| đến )(?:hết |cuối )?"
AND = "(?: ?[,;] ?| và )"
SLASH = "(?: ?[/-] ?|,? năm )"
OF_YEAR = f"(?:{SLASH}(?P<y>{YEAR}))?"
DAY_MONTH = rf"(?P<d>{NUMBER})(?: ?[/.-] ?| tháng )(?P<m>{NUMBER})"
DAY_OF_YEAR = rf"(?:(?: ?[/.-] ?|,? năm )(?P<y>{YEAR}))?"
DAY = f"{DAY_MONTH}{DAY_OF_YEAR}"
DONE = "(?:(?:phải )?(?:hoàn thành|hoàn tất|xong) )?"
IN = f"{DONE}(?:trong |vào )?"
QUY = "qu[ýí] ?"  # both spellings are in use
EACH = "(?:h[àằ]ng|mỗi|từng)"
EACH_YEAR = f"{EACH} năm"
LATEST = "(?:chậm nhất|muộn nhất|không muộn hơn|không quá|chậm nhất là|muộn nhất là)"
BY = f"(?:đến|đến hết|hết|cuối|đến cuối|vào cuối|{LATEST}(?: đến| hết| đến hết| vào| trong| cuối)?)"
BEFORE_OR_BY = f"(?P<word>trước |{BY} )"
BEFORE_OR_ON = f"(?P<word>trước |{BY} |vào |)"
HOUR = "[0-9]{1,2} ?(?:giờ|h|g|:) ?(?:[0-9]{1,2}(?: ?phút|p)?)?['’′]?"
NEXT = "(?:liền kề|kế tiếp|tiếp theo|liền sau|sau liền kề|liền kề sau|sau)"
UNIT = f"(?:(?:hai|0?2) tuần|tuần|(?:0?6|sáu) tháng|nửa năm|tháng|{QUY.rstrip(' ?')}|năm)"
UNITS = f"{UNIT}(?:(?:{AND}| ?/ ?)(?:{EACH} )?{UNIT})*"
DO = "(?:(?:báo cáo|tổ chức|thực hiện|triển khai|rà soát|kiểm tra|đánh giá|cập nhật|duy trì|vận hành) )*"
PERIODIC = f"{DO}(?:(?:theo )?định kỳ (?:báo cáo )?(?:theo )?(?:{EACH} )?|{EACH} )"
ONCE = "(?:một|0?1) lần"

TIME_WORDS = (
    "[0-9]"
    "|\\b(?:hết|cuối|đầu|giữa|trong|trước|sau|vào|đến|từ|mỗi|từng|h[àằ]ng) ngày\\b"
    "|\\b(?:tuần|tháng|qu[ýí]|năm|giai đoạn|thời hạn|lần)\\b"
    f"|{LATEST}|thường xuyên|định kỳ|\\bthứ (?:hai|ba|tư|sáu|bảy)\\b"
)
"""What words around or after a deadline must not hold: a second deadline would be lost in them."""

FREE = f"(?:(?!{TIME_WORDS}).)+"


ALWAYS = (
    f"{DO}(?:(?:là )?(?:nhiệm vụ|việc|công việc) )?(?:thường xuyên(?:,? liên tục)?|liên tục|h[àằ]ng ngày)"
)
