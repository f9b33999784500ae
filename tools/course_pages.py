"""Write the pages that follow from the bank and the lessons: misconceptions, and the generated parts for teachers."""

import argparse
import sys

from tools import misconceptions, teaching
from tools.kernel_env import ROOT
from tools.run_notebooks import write_whole


def generated():
    """Yield each page with the text it should hold."""
    yield misconceptions.PAGE, misconceptions.text()
    for number, path in teaching.pages().items():
        yield path, teaching.fresh(number, path.read_text(encoding="utf-8"))


def stale():
    """Return the pages that do not fit the bank and the lessons, with the text they should hold."""
    return {path: text for path, text in generated() if not path.exists() or path.read_text(encoding="utf-8") != text}


def main(arguments=None):
    """Write what is out of date, or with --check name it; return an exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.course_pages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail if a page is out of date")
    options = parser.parse_args(arguments)
    wrong = stale()
    for path, text in wrong.items():
        if options.check:
            print(f"{path.relative_to(ROOT)} is out of date (make notebooks mends it)")
        else:
            write_whole(path, text)
            print(f"{path.relative_to(ROOT)} renewed")
    return 1 if wrong and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
