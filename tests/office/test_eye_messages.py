"""The list that an editor works through after an import: in order, each wording once, nothing said twice."""

from generator.data.catalogue import Catalogue
from generator.office.eye_messages import eye_messages
from generator.office.printed_tasks import Eye, WordPlace
from tests.office.word_plans import document, read

VIETNAMESE = Catalogue.load("vi")


def name(place: WordPlace) -> str:
    return ".".join(map(str, place))


def messages(*eyes: Eye) -> list[str]:
    return list(eye_messages("a.docx", eyes, VIETNAMESE, name))


def test_nothing_to_do_is_no_line() -> None:
    assert messages() == []


def test_the_total_comes_first_then_words_places_and_changes() -> None:
    assert messages(
        Eye.of((0, 0, 0), "task-renumbered", value="1", near="2"),
        Eye.of((1, 2, 5), "ditto", value="nt", near="Quý I/2026"),
        Eye.of((1, 3, 5), "deadline-unknown", value="Sớm", allowed="30/6/2026; Quý I/2026"),
        Eye.of((1, 4, 3), "agency-unknown", value="Hội cờ tướng"),
        Eye.of((1, 6, 5), "deadline-unknown", value="Kịp thời", allowed="30/6/2026; Quý I/2026"),
        Eye.of((1, 7, 3), "agency-unknown", value="Hội cờ tướng"),
        Eye.of((1, 9, 4), "agency-unknown", value="Hội vui"),
    ) == [
        (
            "a.docx: 7 chỗ cần người xem: 4 chữ cần xác định (ở 5 chỗ); 1 chỗ cần đối chiếu; "
            "1 thay đổi của nhiệm vụ đã có."
        ),
        "Chữ cần xác định, mỗi chữ một lần:",
        (
            "  chưa ghi cơ quan nào, nhiệm vụ ghi là chưa nhập; thêm cơ quan vào data/agencies.yaml rồi nhập "
            "lại, hoặc tự điền id và bỏ khỏi not_entered:"
        ),
        "    1.4.3; 1.7.3: chưa có cơ quan nào tên “Hội cờ tướng”",
        "    1.9.4: chưa có cơ quan nào tên “Hội vui”",
        (
            "  đối chiếu với văn bản; đúng như vậy thì trang đăng đúng chữ và ghi “chưa tính được”, muốn "
            "tính thì thêm deadline_meaning:"
        ),
        "    1.3.5: thời hạn “Sớm” không theo cách viết nào đã biết, đã chép nguyên văn",
        "    1.6.5: thời hạn “Kịp thời” không theo cách viết nào đã biết, đã chép nguyên văn",
        "    Các cách viết đã biết: 30/6/2026; Quý I/2026",
        "Chỗ cần đối chiếu:",
        "  đối chiếu với văn bản; nếu ô trỏ đến giá trị khác thì tự điền:",
        "    1.2.5: ô ghi “nt”, đã lấy giá trị ở trên: “Quý I/2026”",
        "Thay đổi của nhiệm vụ đã có:",
        "  sửa số ở proofs.yaml, events.yaml, results/ và ở implements của kế hoạch khác:",
        "    0.0.0: nhiệm vụ số 1 nay mang số 2, phần đơn vị vận hành đã thêm theo sang số mới",
    ]


def test_a_plan_with_two_findings_a_task_is_told_in_a_line_a_wording() -> None:
    rows = [(str(n), f"Việc {n}", "Hội cờ tướng", "Hội vui", f"Đợt {n % 3}", "x") for n in range(1, 50)]
    eyes = read(document(*rows)).eyes
    lines = messages(*eyes)
    assert len(eyes) == 147
    assert lines[0] == "a.docx: 147 chỗ cần người xem: 5 chữ cần xác định (ở 147 chỗ)."
    assert len(lines) == 10
    assert len("\n".join(lines).encode()) < 5000
    assert sum("Các cách viết đã biết" in line for line in lines) == 1


def test_every_code_has_its_words_and_its_part() -> None:
    codes = {key.split(".")[2] for key in VIETNAMESE.entries if key.startswith("word.eye.")}
    params = {"value": "a", "near": "b", "allowed": "c", "count": "2", "name": "d", "agency": "e"}
    for code in codes:
        assert len(messages(Eye.of((1, 1, 1), code, **params))) >= 4, code
