"""What a supervisor runs, given what the generations' topic says."""

from datetime import UTC, datetime, timedelta

from processors.groups import STEPS
from processors.lanes import Lane
from rasd.tasks import held, tasks_of
from schemas.operations import Generation, Running

NOW = datetime(2021, 7, 1, tzinfo=UTC)
G2 = Generation(name="g2", created="", code="", registry="", registry_folder="/r")


def steps_in(tasks, lane):
    return [task.step for task in tasks if task.lane == lane]


def test_at_first_every_step_works_in_the_live_generation():
    tasks = tasks_of(Running(), (), STEPS, NOW)
    assert steps_in(tasks, Lane()) == list(STEPS)
    assert len(tasks) == len(STEPS)


def test_after_a_switch_the_new_generation_is_live_and_the_old_one_is_fed():
    tasks = tasks_of(Running(current="g2", fed=("live",)), (G2,), STEPS, NOW)
    assert steps_in(tasks, Lane("g2")) == ["analyse", "correlate", "index"]
    assert steps_in(tasks, Lane("live", current=False)) == ["feed", "analyse", "correlate", "index"]
    assert steps_in(tasks, Lane()) == ["notify"], "people are told by one group of consumers"
    assert {task.environment for task in tasks if task.lane.generation == "g2"} == {(("RASD_REGISTRY", "/r"),)}


def test_a_generation_that_was_dropped_is_fed_no_more():
    tasks = tasks_of(Running(current="live", fed=("g2",)), (), STEPS, NOW)
    assert {task.lane for task in tasks} == {Lane()}


def test_during_a_switch_only_people_are_told():
    running = Running(hold_until=(NOW + timedelta(seconds=5)).isoformat())
    assert [task.step for task in tasks_of(running, (), STEPS, NOW)] == ["notify"]


def test_a_switch_that_died_holds_nobody():
    running = Running(hold_until=(NOW - timedelta(seconds=1)).isoformat())
    assert not held(running, NOW)
    assert len(tasks_of(running, (), STEPS, NOW)) == len(STEPS)


def test_a_child_is_told_its_lane():
    (task,) = [t for t in tasks_of(Running(current="g2", fed=("live",)), (G2,), ("index",), NOW) if not t.lane.current]
    assert task.arguments()[-3:] == ["--generation", "live", "--beside"]
