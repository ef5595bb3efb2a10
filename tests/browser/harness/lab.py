"""JupyterLab with a real kernel on a copy of the chapters, driven through its page."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.browser.harness.build import BOOK

KERNEL = "window.jupyterapp.shell.currentWidget.context.sessionContext.session?.kernel"


@dataclass
class Lab:
    """A running JupyterLab: where it listens, the folder it shows."""

    url: str
    token: str
    folder: Path

    def open(self, page, name):
        """Open the notebook `name` in a workspace of its own and wait for its kernel."""
        workspace = secrets.token_hex(4)
        page.goto(f"{self.url}/lab/workspaces/{workspace}/tree/{name}?token={self.token}")
        page.wait_for_function(
            f"window.jupyterapp?.shell.currentWidget?.context && {KERNEL}", timeout=120_000
        )
        page.wait_for_function(f"{KERNEL}.status === 'idle'", timeout=120_000)

    def run_all(self, page, timeout=300):
        """Run all cells; raise AssertionError with the messages of cells that failed."""
        # Else counts and errors of an earlier run are taken for those of this one.
        page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        cells = "Array.from(window.jupyterapp.shell.currentWidget.content.widgets)"
        code = f"{cells}.map(c => c.model).filter(m => m.type === 'code' && m.sharedModel.source.trim())"
        page.wait_for_function(
            f"{code}.every(m => m.executionCount !== null) && {KERNEL}.status === 'idle'"
            f" || {code}.some(m => m.outputs.toJSON().some(o => o.output_type === 'error'))",
            timeout=timeout * 1000,
        )
        errors = page.evaluate(
            f"{code}.flatMap(m => m.outputs.toJSON()).filter(o => o.output_type === 'error')"
            ".map(o => o.ename + ': ' + o.evalue)"
        )
        assert not errors, errors

    def execute(self, page, code):
        """Run `code` in the notebook's kernel; return what it printed, raise RuntimeError if it fails."""
        out, error = page.evaluate(
            f"""async code => {{
                const future = {KERNEL}.requestExecute({{code, store_history: false}});
                let out = "", error = null;
                future.onIOPub = ({{header, content}}) => {{
                    if (header.msg_type === "stream") out += content.text;
                    if (header.msg_type === "error") error = content.ename + ": " + content.evalue;
                }};
                await future.done;
                return [out, error];
            }}""",
            code,
        )
        if error:
            raise RuntimeError(error)
        return out


def start(folder):
    """Return (Lab, process) for a server on a free port that shows the chapters' copies in `folder`."""
    work, config = folder / "work", folder / "config"
    config.mkdir(parents=True)
    shutil.copytree(BOOK, work, ignore=shutil.ignore_patterns("_build", ".ipynb_checkpoints"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
        *(
            "--ip=127.0.0.1",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}",
        ),
        f"--ServerApp.root_dir={work}",
    ]
    own = {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    env = {key: value for key, value in os.environ.items() if key != "NNBOOK_EXPORT"} | own
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=work, env=env, stdout=log, stderr=subprocess.STDOUT)
    lab = Lab(f"http://127.0.0.1:{port}", token, work)
    for _ in range(480):
        try:
            with urllib.request.urlopen(f"{lab.url}/api?token={token}", timeout=5):
                return lab, process
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process.poll() is not None:
                break
            time.sleep(0.25)
    process.terminate()
    process.wait()
    raise RuntimeError("JupyterLab does not start:\n" + (folder / "log.txt").read_text()[-3000:])


def write(folder, name, sources):
    """Put a notebook of these cells where JupyterLab finds it; return its name."""
    made = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"c{k}",
            "metadata": {},
            "outputs": [],
            "source": text,
        }
        for k, text in enumerate(sources)
    ]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = {"cells": made, "metadata": spec, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return f"{name}.ipynb"
