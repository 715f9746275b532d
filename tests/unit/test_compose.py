"""docker-compose.yml and the Dockerfile, as far as they can be checked without Docker: syntax and promises."""

from pathlib import Path

import yaml

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


def test_the_image_does_not_run_as_root():
    lines = (ROOT / "deploy" / "Dockerfile").read_text("utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER")]
    assert users == ["rasd"]
