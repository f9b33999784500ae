"""Python reads this file at the start of every kernel of a class: it puts words to an error that comes without any."""


def _explain_memory():
    import os

    try:
        shell = get_ipython()
        allowed = int(os.environ["MEM_LIMIT"]) / 2**20
    except (NameError, KeyError, ValueError):
        return  # a plain Python, or no limit

    words = (
        f"One notebook may use {allowed:.0f} MiB here, and this cell asked for more. Nothing you wrote is lost.\n"
        "Take fewer or smaller numbers. To free what this notebook holds, restart it: Kernel > Restart Kernel."
    )

    def show(shell, kind, error, trace, tb_offset=None):
        error.add_note(words)
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((MemoryError,), show)


_explain_memory()
del _explain_memory
