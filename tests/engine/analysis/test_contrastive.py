"""Look-ups are what the formulas say, dictionaries leave the query out, and transforms do what they are called."""

import numpy as np
import pytest

from engine.analysis.contrastive import Encoder, augmentation_of, moco_weights
from engine.analysis.contrastive_dictionary import Dictionary
from engine.analysis.contrastive_plots import over_temperatures, softmax_by_rank, with_positive
from engine.analysis.contrastive_softmax import rank_of_positive, ranked, softmax_over
from engine.analysis.contrastive_transforms import TRANSFORMS, Transform, draws, strength_of, whole
from engine.analysis.picture_pool import open_pool
from engine.cache import clear_all_caches
from engine.frames import ByteArray
from engine.training.views import crop_box, random_crop, views
from engine.weights.catalogue import find_entry
from engine.weights.store import open_resnet


@pytest.fixture
def encoder() -> Encoder:
    return Encoder(open_resnet("random-moco-small"), 32, "keys", lambda: None)


def noise(side: int = 48, seed: int = 0) -> ByteArray:
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3)).astype(np.uint8)


@pytest.mark.parametrize("temperature", [0.01, 0.07, 0.2, 1.0])
def test_the_softmax_is_that_of_a_plain_loop(temperature: float) -> None:
    alike = np.random.default_rng(3).uniform(-1, 1, 40).astype(np.float32)
    powers = [np.exp((float(value) - 1) / temperature) for value in alike]
    chances = [power / sum(powers) for power in powers]
    found = softmax_over(alike, temperature)
    np.testing.assert_allclose(found.chances, chances, rtol=1e-9)
    assert found.loss == pytest.approx(-np.log(chances[0]), rel=1e-9)
    entropy = -sum(chance * np.log(chance) for chance in chances if chance > 0)
    assert found.counting == pytest.approx(np.exp(entropy), rel=1e-6)


def test_equal_similarities_are_guessing() -> None:
    found = softmax_over(np.full(65, 0.5, np.float32), 0.07)
    assert found.loss == pytest.approx(np.log(65))
    assert found.counting == pytest.approx(65)


def test_the_positive_is_ranked_among_all_and_shown_wherever_it_ranks() -> None:
    alike = np.array([0.4, 0.9, 0.1, 0.4, 0.6], np.float32)
    assert ranked(alike).tolist() == [1, 4, 0, 3, 2]
    assert rank_of_positive(alike) == 3
    assert with_positive(ranked(alike), 4) == [1, 4, 0, 3]
    assert with_positive(ranked(alike), 2) == [1, 0]


def test_the_plots_show_the_chosen_temperature() -> None:
    alike = np.array([0.4, 0.9, 0.1, 0.4, 0.6], np.float32)
    found = softmax_over(alike, 0.3)
    curve = softmax_by_rank(alike, found, ranked(alike), 0.3)
    assert curve.series[0].y.tolist() == pytest.approx(100 * np.sort(found.chances)[::-1], rel=1e-5)
    assert curve.series[-1].x.tolist() == [3]
    loss, many = over_temperatures(alike, 0.3)
    assert loss.marker == many.marker == pytest.approx(0.3)
    assert many.series[0].y[0] == pytest.approx(1, abs=1e-3)
    assert np.all(np.diff(many.series[0].y) >= 0)


def test_keys_have_norm_1_and_do_not_depend_on_the_batch(encoder: Encoder) -> None:
    pixels = np.stack([noise(32, seed) for seed in range(20)])
    keys = encoder.encode(pixels)
    np.testing.assert_allclose(np.linalg.norm(keys, axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(encoder.encode(pixels[17:18])[0], keys[17], atol=1e-5)
    features = Encoder(encoder.loaded, 32, "features", lambda: None).encode(pixels[:1])
    assert features.shape == (1, 256)
    assert keys.shape == (20, 64)


def test_a_dictionary_is_filled_once_and_leaves_the_query_out(encoder: Encoder) -> None:
    clear_all_caches()
    pool = open_pool(None, 12, encoder.source_px)
    third = pool.picture(3)
    assert third is not None
    plain = augmentation_of("crop")
    dictionary = Dictionary(encoder, pool, plain, 8, frozenset((5, third.digest)))
    assert any(dictionary.fill())
    assert dictionary.numbers == [0, 1, 2, 4, 6, 7, 8, 9]
    assert dictionary.keys.shape == (8, 64)
    again = Dictionary(encoder, pool, plain, 4, frozenset())
    assert not any(again.fill())
    assert again.numbers == [0, 1, 2, 3]
    np.testing.assert_array_equal(again.keys[:3], dictionary.keys[:3])


def test_the_box_of_a_view_is_what_the_view_shows() -> None:
    picture = noise(60)
    x0, y0, x1, y1 = crop_box(60, 60, (0.2, 1.0), np.random.default_rng(4))
    cut = random_crop(picture[y0:y1, x0:x1], 32, (1.0, 1.0), np.random.default_rng(0))
    seen = views(picture[None], 32, augmentation_of("crop"), np.random.default_rng(4))[0]
    if y1 - y0 == x1 - x0:
        np.testing.assert_array_equal(seen, cut)
    np.testing.assert_array_equal(seen, random_crop(picture, 32, (0.2, 1.0), np.random.default_rng(4)))


def test_without_augmentation_a_view_is_the_picture() -> None:
    picture = noise(32)
    seen = views(picture[None], 32, augmentation_of("none", 1.0), np.random.default_rng(0))[0]
    np.testing.assert_array_equal(seen, picture)
    assert augmentation_of("v1", 0.5).crop == (0.5, 1.0)


def test_the_catalogue_has_weights_of_moco() -> None:
    entries = [find_entry(name) for name in moco_weights()]
    assert all(entry is not None and entry.architecture == "resnet" for entry in entries)
    assert "random-moco-small" in moco_weights()


STRENGTHS = {"crop": 0.3, "brightness": 0.4, "contrast": 0.4, "saturation": 0.4, "hue": 0.2, "blur": 4.0}


@pytest.mark.parametrize("transform", TRANSFORMS, ids=lambda transform: transform.name)
def test_a_transform_changes_a_picture_and_repeats(transform: Transform) -> None:
    picture = noise()
    drawn = draws(transform, picture, 32, 3, strength_of(transform, STRENGTHS), seed=1)
    again = draws(transform, picture, 32, 3, strength_of(transform, STRENGTHS), seed=1)
    assert drawn.shape == (3, 32, 32, 3)
    np.testing.assert_array_equal(drawn, again)
    assert (drawn != whole(picture, 32)).any()
    assert (drawn[0] != drawn[1]).any() == transform.chance


@pytest.mark.parametrize("name", ["brightness", "contrast", "saturation", "hue"])
def test_a_strength_of_nothing_changes_nothing(name: str) -> None:
    transform = next(transform for transform in TRANSFORMS if transform.name == name)
    drawn = draws(transform, noise(), 32, 1, 0.0, seed=1)[0]
    assert np.abs(drawn.astype(int) - whole(noise(), 32).astype(int)).max() <= 1
