"""What is written in deploy/ fits together: one version, one limit, one script, nothing open to a network."""

import ast
import json
import os
import re
import socket

import pytest
import yaml
from traitlets.config.loader import PyFileConfigLoader

from tools import hub
from tools.kernel_env import ROOT

DEPLOY = ROOT / "deploy"
posix = pytest.mark.skipif(os.name == "nt", reason="JupyterHub runs on Linux and macOS")


def configuration(monkeypatch, **environ):
    for name in ("PORT", "PLACE", "PASSWORD", "MEMORY", "CPU_SECONDS", "ACCOUNTS"):
        monkeypatch.delenv(f"COURSE_HUB_{name}", raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(f"COURSE_HUB_{name}", value)
    return PyFileConfigLoader("jupyterhub_config.py", path=str(DEPLOY)).load_config()


@posix
def test_only_this_machine_can_reach_the_hub(monkeypatch):
    c = configuration(monkeypatch, PORT="9100")
    assert c.JupyterHub.bind_url == "http://127.0.0.1:9100"
    assert c.ConfigurableHTTPProxy.api_url == "http://127.0.0.1:9102"
    assert "ip" not in c.Spawner and "hub_ip" not in c.JupyterHub


@posix
@pytest.mark.parametrize("name", ["../etc", "a/b", "", "~root", ".hidden", "x" * 40])
def test_a_name_cannot_lead_out_of_the_students_folder(monkeypatch, name):
    pattern = configuration(monkeypatch).Authenticator.username_pattern
    assert not re.fullmatch(pattern, name) and re.fullmatch(pattern, "li-wei_07")
    assert pattern[-1] != "$" and not re.match(pattern + "$", "x" * 40)


@posix
def test_accounts_change_who_may_come_in_and_nothing_else(monkeypatch):
    trial, accounts = configuration(monkeypatch), configuration(monkeypatch, ACCOUNTS="1")
    assert (trial.JupyterHub.spawner_class, accounts.JupyterHub.spawner_class) == ("simple", "localprocess")
    assert accounts.JupyterHub.authenticator_class == "pam"
    assert "args" not in accounts.Spawner, "no student's server may run as root"
    for name in ("cmd", "mem_limit", "environment", "start_timeout"):
        assert trial.Spawner[name] == accounts.Spawner[name]


@posix
def test_idle_servers_are_stopped_by_a_service_that_may_do_only_that(monkeypatch):
    c = configuration(monkeypatch)
    assert [service["name"] for service in c.JupyterHub.services] == ["idle-culler"]
    assert {"delete:servers", "list:users"} <= set(c.JupyterHub.load_roles[0]["scopes"])
    assert not any(scope.startswith("admin") for scope in c.JupyterHub.load_roles[0]["scopes"])


@posix
def test_one_machine_and_many_give_a_student_the_same(monkeypatch):
    c = configuration(monkeypatch)
    many = yaml.safe_load((DEPLOY / "values.yaml").read_text(encoding="utf-8"))["singleuser"]
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert ast.literal_eval(re.search(r"^CMD (.+)$", image, re.MULTILINE)[1]) == many["cmd"]
    assert many["cmd"][1] == f"/opt/course/{os.path.relpath(c.Spawner.cmd[1], ROOT)}"
    assert many["memory"]["limit"] == c.Spawner.mem_limit
    assert many["extraEnv"] == c.Spawner.environment


def test_the_image_is_made_of_files_that_are_there():
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    for name in re.findall(r"-r ([^/\s][^\s]*)", image):
        assert (ROOT / name).exists(), name
    assert re.search(r"grep '\^jupyterhub==' deploy/requirements.txt", image) and "jupyterhub" in hub.wanted()


def test_the_proxy_is_pinned_and_so_is_what_it_needs():
    wanted = json.loads((DEPLOY / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((DEPLOY / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert lock["node_modules/configurable-http-proxy"]["version"] == wanted["configurable-http-proxy"]
    assert all("integrity" in package for name, package in lock.items() if name)
    assert not any("resolved" in package for package in lock.values()), "a lock file must not name one registry"


def test_binder_finds_what_it_needs_and_nothing_that_hides_it():
    hiding = ["binder", ".binder", "Dockerfile", "environment.yml", "setup.py", "Pipfile", "install.R", "Project.toml"]
    assert [name for name in hiding if (ROOT / name).exists()] == []
    major, minor = re.fullmatch(r"python-(\d+)\.(\d+)\s*", (ROOT / "runtime.txt").read_text()).groups()
    assert (3, 11) <= (int(major), int(minor)) <= (3, 14)
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").split("\n")
    assert "-e ." in lines, "Binder installs the course itself from this line"


def test_a_busy_port_moves_all_three():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        middle = busy.getsockname()[1]
        assert hub.free_ports(middle - 1) > middle
        with pytest.raises(OSError, match="3 ports side by side"):
            hub.free_ports(middle - 1, tried=2)


def test_what_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(hub, "wanted", lambda: {"pytest": "0.0.1", "no-such-package": "1"})
    assert hub.missing() == ["pytest", "no-such-package"]


@pytest.mark.parametrize(
    ("accounts", "root", "said"),
    [
        (False, False, "any name and the password secret"),
        (False, True, "so is every student"),
        (True, True, "password of an account"),
        (True, False, "Only root can start servers"),
    ],
)
def test_the_teacher_is_told_how_to_come_in_and_what_is_unsafe(accounts, root, said):
    words = hub.greeting(8000, "secret", accounts, root)
    assert said in words and "http://127.0.0.1:8000" in words
    assert ("secret" in words) is not accounts
