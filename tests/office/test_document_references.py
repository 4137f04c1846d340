"""Documents as officials write them in a cell: one reference each, nothing dropped without a word."""

import pytest

from generator.office.document_references import references

KNOWN = frozenset({"TCVN ISO 9001:2015", "[…]508/SNV-CCHC&PC"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5256/QĐ-UBND", ["5256/QĐ-UBND"]),
        ("Quyết định số 5256/QĐ-UBND ngày 26/12/2025 của UBND thành phố", ["5256/QĐ-UBND (26/12/2025)"]),
        ("quyết định số 5256/qđ-ubnd ngày 26 tháng 12 năm 2025", ["5256/qđ-ubnd (26/12/2025)"]),
        ("QĐ 5256/QĐ-UBND của UBND thành phố về bộ máy, biên chế và lương", ["5256/QĐ-UBND"]),
        ("5256/QĐ-UBND và 76/NQ-CP", ["5256/QĐ-UBND", "76/NQ-CP"]),
        ("5256/QĐ-UBND\n76/NQ-CP", ["5256/QĐ-UBND", "76/NQ-CP"]),
        ("Quyết định số 5256/QĐ-UBND, Nghị quyết số 76/NQ-CP", ["5256/QĐ-UBND", "76/NQ-CP"]),
        ("5256/QĐ-UBND 76/NQ-CP", ["5256/QĐ-UBND", "76/NQ-CP"]),
        ("16/QĐ-UBND, 13-1-2026", ["16/QĐ-UBND (13/1/2026)"]),
        ("5256 / QĐ – UBND", ["5256 / QĐ – UBND"]),
        ("66.7/2025/NQ-CP; 68-NQ/TW", ["66.7/2025/NQ-CP", "68-NQ/TW"]),
        ("TCVN ISO 9001:2015 và […]508/SNV-CCHC&PC", ["TCVN ISO 9001:2015", "[…]508/SNV-CCHC&PC"]),
        ("5256/QĐ-UBND và biên bản nghiệm thu", ["5256/QĐ-UBND", "biên bản nghiệm thu"]),
        ("5256/QĐ-UBND của UBND thành phố và biên bản họp", ["5256/QĐ-UBND", "biên bản họp"]),
        ("Có văn bản kèm theo", ["Có văn bản kèm theo"]),
        ("16/QĐ-UBND về kế hoạch từ ngày 01/3/2026", ["16/QĐ-UBND"]),
        ("Quyết định\nsố 5256/QĐ-UBND", ["5256/QĐ-UBND"]),
        (" ; , \n", []),
    ],
)
def test_one_reference_a_document(text: str, found: list[str]) -> None:
    assert references(text, KNOWN.__contains__) == found
