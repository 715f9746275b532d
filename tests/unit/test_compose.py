"""docker-compose.yml and the Dockerfile, as far as they can be checked without Docker: syntax and promises."""

from pathlib import Path

import yaml

from processors.access import rights
from processors.index.roles import roles

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES = COMPOSE["services"]


def test_every_port_is_bound_to_loopback():
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_image_is_pinned():
    images = {service["image"] for service in SERVICES.values() if "build" not in service}
    assert all(":" in image and not image.endswith(":latest") for image in images)


def test_every_long_running_service_has_a_health_check_and_waits_for_health():
    for name, service in SERVICES.items():
        if service.get("restart") == "unless-stopped":
            assert "healthcheck" in service, name
    for name in ("analyse", "correlate", "index", "notify", "collector"):
        assert SERVICES[name]["depends_on"]["kafka"]["condition"] == "service_healthy"


def test_every_dependency_and_secret_exists():
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])


STEPS = ("analyse", "correlate", "index", "notify", "collector")


def test_a_step_holds_its_own_password_and_no_other():
    for name in STEPS:
        environment, secrets = SERVICES[name]["environment"], set(SERVICES[name]["secrets"])
        assert environment["RASD_KAFKA_USER"] == f"rasd-{name}"
        assert environment["RASD_KAFKA_PASSWORD_FILE"] == f"/run/secrets/kafka_{name}"
        assert secrets & {"elastic_password", "kafka_password"} == set()
        assert {secret for secret in secrets if secret.startswith("kafka_")} == {f"kafka_{name}"}
        assert ("elasticsearch_writer" in secrets) == (name == "index")


def test_every_key_is_one_that_setup_writes():
    written = {f"{right.principal}.password" for right in rights()} | {f"{role.name}.key" for role in roles()}
    keys = [Path(secret["file"]).name for secret in COMPOSE["secrets"].values() if "/keys/" in secret["file"]]
    assert keys
    assert set(keys) <= written


def test_no_listener_of_the_broker_is_open():
    lines = (ROOT / "deploy" / "compose" / "kafka.properties").read_text("utf-8").splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert "PLAINTEXT" not in settings["listener.security.protocol.map"]
    assert settings["allow.everyone.if.no.acl.found"] == "false"
    assert settings["super.users"] == "User:admin"


def test_the_image_does_not_run_as_root():
    lines = (ROOT / "deploy" / "Dockerfile").read_text("utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER")]
    assert users == ["rasd"]
