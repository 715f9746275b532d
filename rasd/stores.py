"""Where files and large objects lie: the store of the settings, and the data folder's own."""

from pathlib import Path

from ingest.media.store import FolderStore, S3Config, Store, open_store
from rasd.settings import Settings


def objects_of(settings: Settings) -> Path | S3Config:
    """The folder or the bucket that fetched media go to."""
    if settings.objects is None:
        return settings.data / "objects"
    if not settings.objects.startswith("s3://"):
        return Path(settings.objects)
    return S3Config(
        url=settings.objects,
        endpoint=settings.objects_endpoint,
        region=settings.objects_region,
        key_id=settings.objects_key_id,
        secret=settings.objects_secret,
    )


def stores_of(settings: Settings) -> tuple[Store, ...]:
    """Where to read objects; large TL objects lie in the data folder, whatever the setting says."""
    return open_store(objects_of(settings)), FolderStore(settings.data / "objects")
