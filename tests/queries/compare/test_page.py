"""Records side by side, from a real store."""

import pytest
from stored_rows import DATA_SET

from webapp.queries.compare.asked import asked_for
from webapp.queries.compare.page import compare_page, comparison
from webapp.queries.compare.table import written
from webapp.queries.lineage.apart import Apart
from webapp.queries.phrases import Link


class Story:
    """Two versions of a model: other data, other parameters, other results."""

    def __init__(self, rows):
        self.old_data = rows.artifact("tx", DATA_SET, version="v1")
        self.new_data = rows.artifact("tx", DATA_SET, version="v2")
        self.old_trainer = rows.execution("Trainer", image="t:1", seed=1.0)
        self.new_trainer = rows.execution("Trainer", state="FAILED", image="t:2", seed=1.0)
        common = {"labels": '{"team": "fraud"}', "framework": '{"name": "tf", "version": 2}'}
        self.old = rows.artifact(
            "rank",
            version="v1",
            uri="gs://m/rank/v1",
            hyperparameters='{"rate": 0.3, "net": {"layers": [{"n": 10}, {"n": 3}]}}',
            **common,
        )
        self.new = rows.artifact(
            "rank",
            version="v2",
            uri="gs://m/rank/v2",
            hyperparameters='{"rate": 0.1, "net": {"layers": [{"n": 10}, {"n": 5}]}, "on": true}',
            **common,
        )
        for data, trainer, model in (
            (self.old_data, self.old_trainer, self.old),
            (self.new_data, self.new_trainer, self.new),
        ):
            rows.event(data, trainer, "INPUT")
            rows.event(model, trainer)
        for model, auc, loss in ((self.old, 0.91, 0.4), (self.new, 0.92, 0.5)):
            metrics = rows.metrics({"auc": auc, "log_loss": loss}, model)
            rows.event(metrics, self.old_trainer if model == self.old else self.new_trainer)


@pytest.fixture
def story(rows):
    return Story(rows)


def compared(store, *ids):
    return comparison(store, asked_for(",".join(map(str, ids))))


def line(about, group, name):
    (found,) = [one for one in about.lines if (one.group, one.name) == (group, name)]
    return found


def words(about):
    return "".join(one.text for one in about.sentence)


def test_a_sentence_says_what_it_comes_to(store, story):
    about = compared(store, story.old, story.new)
    same = len(about.lines) - len(about.differing)
    assert words(about) == (
        "From v1 to v2, auc rose by 0.010 to 0.920. Three hyperparameters, one parameter of the "
        f"execution and one input changed. {same} other fields are the same."
    )


def test_numbers_have_their_change_and_whether_it_is_better(store, story):
    about = compared(store, story.old, story.new)
    rate = line(about, "parameters", "rate").cells[1].change
    assert (rate.delta, round(rate.percent, 1), rate.verdict) == (-0.2, -66.7, "")
    assert line(about, "evaluations", "auc").cells[1].change.verdict == "better"
    assert line(about, "evaluations", "log_loss").cells[1].change.verdict == "worse"


def test_nested_values_stand_at_their_path(store, story):
    about = compared(store, story.old, story.new)
    layers = [line(about, "parameters", f"net.layers[{place}].n") for place in (0, 1)]
    assert [[cell.value for cell in one.cells] for one in layers] == [[10, 10], [3, 5]]
    assert [one.same for one in layers] == [True, False]


def test_what_only_one_has_is_missing_in_the_other(store, story):
    switch = line(compared(store, story.old, story.new), "parameters", "on")
    assert [cell.missing for cell in switch.cells] == [True, False]
    assert switch.only == 1
    assert not switch.same


def test_inputs_stand_beside_each_other_and_lead_to_their_pages(store, story):
    data = line(compared(store, story.old, story.new), "inputs", "tx")
    assert [cell.link for cell in data.cells] == [
        Link("artifact", story.old_data),
        Link("artifact", story.new_data),
    ]
    assert [piece.text for piece in written(data).cells[1].pieces if piece.changed] == [
        f"v2 #{story.new_data}"
    ]


def test_a_property_that_says_nothing_new_is_left_out(store, story):
    about = compared(store, story.old, story.new)
    stored = {one.name for one in about.lines if one.group == "properties"}
    assert stored.isdisjoint({"version", "hyperparameters.rate", "labels.team"})


def test_differences_come_by_default_and_all_on_demand(store, story):
    about = compared(store, story.old, story.new)
    few, every = (compare_page(store, about, shows_all=one) for one in (False, True))
    assert not any(one.same for section in few.sections for one in section.lines)
    assert sum(len(section.lines) for section in every.sections) == len(about.lines)
    assert [section.title for section in few.sections] == [
        "Key facts",
        "Hyperparameters",
        "Evaluations",
        "Inputs",
        "Parameters of its execution",
    ]


def test_executions_are_compared_by_state_inputs_and_outputs(store, story):
    about = comparison(
        store, asked_for(f"execution/{story.old_trainer},execution/{story.new_trainer}")
    )
    assert words(about).startswith(
        f"From #{story.old_trainer} to #{story.new_trainer}, "
        "the state went from complete to failed. One parameter"
    )
    assert line(about, "outputs", "rank").same is False
    assert line(about, "facts", "Name").same is True


def test_of_more_than_two_the_best_is_named(store, story, rows):
    third = rows.artifact("rank", version="v3", auc=0.5)
    about = compared(store, story.old, story.new, third)
    assert "auc lies between 0.500 and 0.920, best with v2." not in words(about)
    best = rows.execution("Evaluator")
    rows.event(third, best)
    rows.event(rows.metrics({"auc": 0.5}, third), best)
    about = compared(store, story.old, story.new, third)
    assert words(about).startswith(
        "Among v1, v2 and v3, auc lies between 0.500 and 0.920, best with v2. "
    )


def test_records_of_one_name_and_version_are_told_apart(store, rows):
    first, second = (rows.artifact("twin", version="v1") for _ in range(2))
    about = compared(store, first, second)
    assert about.names == (f"#{first}", f"#{second}")
    assert about.name == "twin"


def test_nothing_but_the_time_differs_between_equal_records(store, rows):
    first, second = rows.artifacts(2)
    about = compared(store, first, second)
    assert {one.name for one in about.differing} <= {"Name", "Created"}


def test_strangers_repeats_and_others_are_named(store, story):
    about = comparison(store, asked_for(f"{story.old},99,{story.old},{story.new},execution/1"))
    assert [side.row.id for side in about.sides] == [story.old, story.new]
    assert about.missing == (99,)
    assert about.asked.repeated == (story.old,)
    assert about.asked.others_text == "execution/1"


def test_what_lies_upstream_of_two_is_counted(store, rows, story):
    config = rows.artifact("config", "Config")
    for trainer in (story.old_trainer, story.new_trainer):
        rows.event(config, trainer, "INPUT")

    def counted(*ids):
        return compare_page(store, compared(store, *ids), shows_all=False).apart

    assert counted(story.old, story.new) == Apart(both=1, only_a=2, only_b=2, complete=True)
    assert counted(story.old_data, story.new_data) is None
    assert counted(story.old, story.new, story.old_data) is None
