"""City tasks and the communes' plans: what the texts allow to say."""

from generator.measures.cascade import Seen, resting_on, see
from generator.model.portal import Portal


def test_what_the_communes_texts_allow_to_say(real_portal: Portal) -> None:
    city, notice, other = (
        real_portal.plans[i] for i in ("tp-2026", "phan-cong-xa-2026", "khuc-thua-du-2025")
    )
    assert resting_on(real_portal, notice) == "16-qd-ubnd-2026"
    assert see(real_portal, city, city.tasks["1.2"], notice) is Seen.FOUND
    assert {see(real_portal, city, task, other) for task in city.tasks.values()} == {Seen.OTHER_PERIOD}
