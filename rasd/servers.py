"""Which Kafka and Elasticsearch a command talks to: those the settings name, else the running local stack."""

from deploy.local.stack import status
from processors.config import ElasticsearchConfig
from rasd.errors import UserError
from rasd.settings import Settings
from schemas.brokers import Brokers

REMEDY = "start the local stack with `rasd stack up`, or set {}"


def kafka_of(settings: Settings) -> str:
    """Raises UserError if none is named and no local stack runs."""
    if settings.kafka:
        return Brokers(
            settings.kafka,
            user=settings.kafka_user,
            password_file=settings.kafka_password_file,
            ca=settings.kafka_ca,
            mechanism=settings.kafka_mechanism,
        )
    running = status(settings.data).stack
    if running is None:
        raise UserError(f"no Kafka: {REMEDY.format('RASD_KAFKA')}")
    return running.kafka


def elasticsearch_of(settings: Settings) -> ElasticsearchConfig:
    """Raises UserError if none is named and no local stack runs."""
    if settings.elasticsearch:
        return ElasticsearchConfig(
            url=settings.elasticsearch,
            user=settings.elasticsearch_user,
            password_file=settings.elasticsearch_password_file,
            api_key_file=settings.elasticsearch_api_key_file,
            ca=settings.elasticsearch_ca,
        )
    running = status(settings.data).stack
    if running is None or running.elasticsearch is None:
        raise UserError(f"no Elasticsearch: {REMEDY.format('RASD_ELASTICSEARCH')}")
    return ElasticsearchConfig(
        url=running.elasticsearch,
        user=running.elasticsearch_user,
        password_file=running.elasticsearch_password_file,
        ca=running.elasticsearch_ca,
    )
