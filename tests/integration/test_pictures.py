"""Pictures are looked at in a process that a hostile one can only end, not take over or fill the memory with."""

import io
import zlib

import pytest
from PIL import Image, ImageDraw

from deploy.telegram_sim.media import file_bytes
from ingest.media.examine import Examiner


@pytest.fixture(scope="module")
def examiner():
    made = Examiner(pixels=1_000_000)
    yield made
    made.close()


@pytest.fixture
def picture(tmp_path):
    def make(content, name="picture"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def drawn(kind, size=(200, 200)):
    image = Image.radial_gradient("L").convert("RGB")
    ImageDraw.Draw(image).ellipse((20, 40, 90, 150), fill="white")
    image = image.resize(size)
    made = io.BytesIO()
    image.save(made, kind)
    return made.getvalue()


def test_the_same_picture_in_another_format_and_size_has_nearly_the_same_hash(examiner, picture):
    jpeg = examiner.look(picture(drawn("JPEG"))).phash
    png = examiner.look(picture(drawn("PNG", (320, 320)), "b")).phash
    assert len(jpeg) == 16
    assert (int(jpeg, 16) ^ int(png, 16)).bit_count() <= 4


def test_a_bomb_is_refused_and_the_next_picture_is_looked_at(examiner, picture):
    bomb = examiner.look(picture(file_bytes("x", 4000, photo=True, side=30_000)))
    assert bomb.phash is None
    assert "too many pixels" in bomb.reason
    assert "too many pixels" in examiner.look(picture(drawn("PNG", (1100, 1000)), "b")).reason
    assert examiner.look(picture(drawn("PNG"), "c")).phash


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"%!PS-Adobe-3.0 EPSF\n", drawn("PNG")[:300], zlib.compress(b"x")]
)
def test_what_is_no_picture_is_told_of(examiner, picture, content):
    look = examiner.look(picture(content))
    assert look.phash is None
    assert "is no picture" in look.reason


def test_a_decoder_that_dies_or_hangs_is_replaced(picture):
    examiner = Examiner(pixels=1_000_000, seconds=0.0)
    try:
        assert examiner.look(picture(drawn("PNG"))).reason == "the picture ended its decoder, or kept it busy too long"
        examiner._seconds = 20.0
        examiner._running().kill()
        examiner._process.wait()
        assert examiner.look(picture(drawn("PNG"))).phash
    finally:
        examiner.close()
