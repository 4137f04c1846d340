"""City tasks and the communes' plans: what the texts allow to say."""

from generator.measures.cascade import Naming, Seen, naming, resting_on, see
from generator.model.portal import Portal


def test_what_the_communes_texts_allow_to_say(real_portal: Portal) -> None:
    city, notice, other = (
        real_portal.plans[i] for i in ("tp-2026", "phan-cong-xa-2026", "khuc-thua-du-2025")
    )
    assert resting_on(real_portal, notice) == "16-qd-ubnd-2026"
    assert see(real_portal, city, city.tasks["1.2"], notice) is Seen.FOUND
    assert {see(real_portal, city, task, other) for task in city.tasks.values()} == {Seen.OTHER_PERIOD}


def test_how_the_city_s_text_names_the_communes(real_portal: Portal) -> None:
    """As the rows of the annex to 5256/QĐ-UBND print it; of a task with parts, as any of its parts does."""
    tasks = real_portal.plans["tp-2026"].tasks
    found = {number: naming(real_portal, task) for number, task in tasks.items()}
    assert {number for number, way in found.items() if way is Naming.LEAD} == {"1", "1.2", "31", "32", "33"}
    assert {number for number, way in found.items() if way is Naming.TITLE} == {"7", "7.2"}
    assert {number for number, way in found.items() if way is Naming.LOCALITIES} == {"8", "8.1", "8.2", "9"}
    assert {number for number, way in found.items() if way is Naming.UNREADABLE} == {"4"}
    assert found["41"] is Naming.COORDINATING
    assert found["30"] is Naming.UNNAMED
