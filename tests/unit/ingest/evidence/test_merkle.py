import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.evidence.merkle import path, root, root_from

LEAVES = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


@given(leaves=LEAVES, data=st.data())
def test_every_leaf_has_a_path_to_the_root(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    assert root_from(leaves[index], index, len(leaves), path(leaves, index)) == root(leaves)


@given(leaves=LEAVES, data=st.data())
def test_another_leaf_place_size_or_step_leads_elsewhere(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    steps, size, top = path(leaves, index), len(leaves), root(leaves)
    other = data.draw(st.binary(max_size=8).filter(lambda leaf: leaf != leaves[index]))
    assert root_from(other, index, size, steps) != top
    assert root_from(leaves[index], index, size, [*steps, b"\0" * 32]) is None
    if steps:
        place = data.draw(st.integers(0, len(steps) - 1))
        flipped = bytes([steps[place][0] ^ 1]) + steps[place][1:]
        assert root_from(leaves[index], index, size, [*steps[:place], flipped, *steps[place + 1 :]]) != top
        assert root_from(leaves[index], index, size, steps[:-1]) is None
    for place in range(size):
        if leaves[place] != leaves[index]:
            assert root_from(leaves[index], place, size, steps) != top


def test_a_node_can_not_pose_as_a_leaf():
    leaves = [b"a", b"b", b"c", b"d"]
    inner = root(leaves[:2]) + root(leaves[2:])
    assert root([inner]) != root(leaves)


@pytest.mark.parametrize("index", [-1, 3])
def test_a_place_outside_the_tree_has_no_root(index):
    assert root_from(b"a", index, 3, []) is None
