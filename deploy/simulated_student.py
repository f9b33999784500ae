"""One simulated student: the requests that a browser with JupyterLab sends, and nothing a browser could not."""

import json
import re
import time
import uuid
from urllib.parse import quote, urlencode

import requests
import websocket

PATIENCE = 300  # seconds: a class that arrives at once on a small machine takes minutes, not hours


class Student:
    """A student with a browser: cookies, one kernel, one open notebook."""

    def __init__(self, address, name, password):
        self.address, self.name, self.password = address, name, password
        self.browser = requests.Session()
        self.kernel, self.channel, self.pending = None, None, None

    def log_in(self):
        """Log in and wait for the lab; return how many seconds it took."""
        begun = time.monotonic()
        form = self.browser.get(f"{self.address}/hub/login", timeout=PATIENCE)
        token = re.search(r'name="_xsrf" value="([^"]+)"', form.text)[1]
        entered = {"username": self.name, "password": self.password, "_xsrf": token}
        page = self.browser.post(f"{self.address}/hub/login", data=entered, timeout=PATIENCE)
        while not self._is_lab(page):
            if page.status_code in (403, 500):
                raise PermissionError(f"{page.url} answers {page.status_code}")
            if time.monotonic() - begun > PATIENCE:
                raise TimeoutError(f"no lab after {PATIENCE} s; the last page was {page.url}: {page.status_code}")
            # A browser waits in the same way: on the page that shows a bar, or, told 429, until it may ask again.
            time.sleep(0.5)
            page = self.browser.get(f"{self.address}/user/{self.name}/lab", timeout=PATIENCE)
            if page.status_code == 424 or "/hub/user/" in page.url:
                page = self.browser.get(f"{self.address}/hub/spawn/{self.name}", timeout=PATIENCE)
        return time.monotonic() - begun

    def _is_lab(self, page):
        return page.status_code == 200 and f"/user/{self.name}/lab" in page.url and "/hub/" not in page.url

    def _ask(self, method, path, **more):
        """Send one request to the student's own server, with the header that its pages send; return the answer."""
        own = [c.value for c in self.browser.cookies if c.name == "_xsrf" and c.path.startswith("/user/")]
        headers = {"X-XSRFToken": own[0]} if own else {}
        url = f"{self.address}/user/{self.name}/api/{path}"
        answer = self.browser.request(method, url, headers=headers, timeout=PATIENCE, **more)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def read(self, path):
        """Open a notebook and return what is in it."""
        return self._ask("GET", f"contents/{quote(path)}")["content"]

    def write_into(self, path, words):
        """Add a cell with some words to a notebook, save it, and return the words."""
        content = self.read(path)
        cell = {"cell_type": "markdown", "id": uuid.uuid4().hex[:8], "metadata": {}, "source": words}
        content["cells"].append(cell)
        self._ask("PUT", f"contents/{quote(path)}", json={"type": "notebook", "format": "json", "content": content})
        return words

    def start_kernel(self, path):
        """Start a notebook's kernel and open the line to it."""
        wanted = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        self.kernel = self._ask("POST", "sessions", json=wanted)["kernel"]["id"]
        cookies = "; ".join(
            f"{c.name}={c.value}" for c in self.browser.cookies if c.path in ("/", f"/user/{self.name}/")
        )
        line = self.address.replace("http", "ws", 1) + f"/user/{self.name}/api/kernels/{self.kernel}/channels?"
        self.channel = websocket.create_connection(
            line + urlencode({"session_id": uuid.uuid4().hex}), cookie=cookies, timeout=PATIENCE
        )

    def execute(self, code, wait=True):
        """Run code in the kernel; return None, or the error's name, words and traceback as one text."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
        header |= {"username": self.name, "session": "browser", "date": ""}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
        content |= {"allow_stdin": False, "stop_on_error": False}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.channel.send(json.dumps(message))
        self.pending = header["msg_id"]
        return self.finish() if wait else None

    def finish(self):
        """Wait until the last code is done; return None, or its error as one text."""
        error, replied, idle = None, False, False
        while not (replied and idle):
            raw = self.channel.recv()
            if not isinstance(raw, str):
                continue  # a picture of a slider, which comes in bytes
            message = json.loads(raw)
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] in ("restarting", "dead"):
                return "the kernel died"
            if message["parent_header"].get("msg_id") != self.pending:
                continue
            if kind == "error":
                error = "\n".join([f"{content['ename']}: {content['evalue']}", *content["traceback"]])
            replied = replied or kind == "execute_reply"
            idle = idle or (kind == "status" and content["execution_state"] == "idle")
        return error

    def interrupt(self):
        """Press the button that stops a running cell."""
        self._ask("POST", f"kernels/{self.kernel}/interrupt")

    def kernel_state(self):
        """Return what the server says of the kernel: idle, busy, ..."""
        return self._ask("GET", f"kernels/{self.kernel}")["execution_state"]

    def leave(self):
        """Close the browser."""
        if self.channel:
            self.channel.close()
        self.browser.close()
