import jsonschema
import msgspec

from schemas.codec import encode
from schemas.generate import PUBLISHED, generated
from schemas.messages import AnalysedPost, Channel


def test_the_published_schemas_are_in_step_with_the_types():
    assert {path: path.read_bytes() for path in generated()} == generated()


def test_what_rasd_writes_is_valid_by_its_published_schema():
    post = AnalysedPost(channel=Channel(id=7), message_id=1, date="2021-03-04T06:00:00Z", post_id="7:1")
    jsonschema.validate(msgspec.json.decode(encode(post)), msgspec.json.schema(PUBLISHED["post.analysed"]))
