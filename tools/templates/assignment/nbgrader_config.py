"""The settings of this course folder; nbgrader reads them in the folder that it is called in."""

import os

# A submission that is graded is no learner at work: nothing is noted beside it.
os.environ["AUTOGRAD_LITE_PROGRESS"] = "off"

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "autograd_lite"
# The stub stands above the solution, so nothing needs to stand in the solution's place.
c.ClearSolutions.code_stub = {"python": "# Your answer goes into the lines above."}
c.ExecutePreprocessor.timeout = 60
c.ExecutePreprocessor.interrupt_on_timeout = True
# A kernel on this machine alone need not warn of eavesdroppers at every start.
c.ExecutePreprocessor.extra_arguments = ["--log-level=ERROR"]
