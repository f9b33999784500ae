"""The live course in a browser: open a notebook, wait for its kernel, run code, move a slider."""

from house.lab_page import wait_until

READY_SECONDS = 180

STATUS = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status"
RUN = """async code => {
    const future = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({code});
    const heard = {text: '', error: ''};
    future.onIOPub = message => {
        heard.text += message.content.text || message.content.data?.['text/plain'] || '';
        if (message.header.msg_type === 'error') heard.error = `${message.content.ename}: ${message.content.evalue}`;
    };
    await future.done;
    return heard;
}"""
CELL = """code => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = 1;
    notebook.activeCell.model.sharedModel.setSource(code);
    window.jupyterapp.commands.execute('notebook:run-cell');
}"""


def wait_for_kernel(page):
    """Wait until the kernel of the open notebook is idle."""
    wait_until(lambda: page.evaluate(STATUS) == "idle", READY_SECONDS, "the kernel in the page is not idle")


def run(page, code):
    """Run code in the kernel; return {"text": what it printed, "error": type and text or ''}."""
    return page.evaluate(RUN, code)
