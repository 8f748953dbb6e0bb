"""How often cycles are looked for while a catalog is built."""

import gc

import pytest

from webapp.follower.garbage import SELDOM, seldom_collected


def test_they_are_looked_for_as_often_as_before_once_the_build_is_over():
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold()[0] == SELDOM
    assert gc.get_threshold() == before


def test_they_are_after_a_build_that_failed_too():
    before = gc.get_threshold()
    with pytest.raises(KeyError), seldom_collected():
        raise KeyError
    assert gc.get_threshold() == before
