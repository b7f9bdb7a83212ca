"""Where the cache lies, and that no copy of erased words is left there."""

import pytest
from tests.core.log.logs import log_of

from qualog.errors import LogError
from qualog.log.cache_file import cache_file, delete_cache


def test_it_is_beside_a_project_file_and_in_the_users_cache_for_another(store, tmp_path):
    assert cache_file(store) == tmp_path / "s.qualog-cache"
    memory = log_of().store
    elsewhere = cache_file(memory)
    assert elsewhere.name == f"{memory.project}.qualog-cache"
    assert elsewhere.parent.name == "qualog"


def test_it_is_deleted_with_the_drafts_that_a_power_loss_left(store, tmp_path):
    delete_cache(store)  # there is none
    cache_file(store).write_text("words")
    draft = tmp_path / f".s.qualog-cache.{'0' * 16}"
    draft.mkdir()
    (draft / "s.qualog-cache").write_text("words")
    delete_cache(store)
    assert not cache_file(store).exists()
    assert not draft.exists()


def test_one_that_cannot_be_deleted_is_told(store):
    cache_file(store).mkdir()
    with pytest.raises(LogError, match=r"s\.qualog-cache cannot be deleted: "):
        delete_cache(store)
