"""The cells of a built page as a reader uses them: edit, run, read what comes out."""

import contextlib
import functools
import http.server
import threading

PATIENCE = 240_000  # milliseconds: Python starts slowly where tests run side by side


class Cell:
    """A code cell of a page, by its id."""

    def __init__(self, page, name):
        self.page, self.name = page, name
        self.root = page.locator(f"[data-cell='{name}']")
        self.status = self.root.locator(".nnw-status")
        self.output = self.root.locator(".nnw-output .nnw-result")

    def button(self, name):
        return self.root.locator(".nnw-button", has_text=name)

    def show(self):
        """Open what the cell is folded away in, and scroll to it."""
        self.root.evaluate("cell => cell.querySelectorAll('details').forEach(one => (one.open = true))")
        self.root.evaluate("cell => cell.scrollIntoView({block: 'center'})")

    def edit(self):
        self.show()
        if not self.root.locator(".cm-content").count():
            self.root.locator(".cell_input :is(.nnw-open, .highlight):visible").click(
                position={"x": 60, "y": 12}
            )
        self.root.locator(".cm-content").focus()

    def write(self, text):
        """Put a text in the place of the cell's, as a reader pastes it."""
        self.edit()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def start(self):
        """Press Run, or Check."""
        self.show()
        self.root.locator(".nnw-start, .nnw-run, .nnw-check").first.click()

    def run(self):
        """Press Run, wait for the end, and return what the cell says of it."""
        self.start()
        return self.end()

    def end(self):
        self.page.wait_for_function(
            "cell => cell.dataset.running === 'false' && cell.querySelector('.nnw-status').textContent",
            arg=self.root.element_handle(),
            timeout=PATIENCE,
        )
        return self.status.text_content()

    def shows(self, text):
        """Wait until the output holds a text."""
        self.output.get_by_text(text).first.wait_for(timeout=PATIENCE, state="attached")

    @property
    def text(self):
        return self.output.inner_text().rstrip()


@contextlib.contextmanager
def served(folder):
    """The address of a local web server for a folder."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
