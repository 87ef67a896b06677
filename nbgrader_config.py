"""nbgrader's settings: this engine in place of its kernel. `nbgrader autograde a02_perceptron` works as it is."""

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "deltarule"
# Formgrader lists what is in the source folder; the releases are its sources, for they hold all that it needs to know.
c.CourseDirectory.source_directory = "assignments"

# The first list turns the submission into the autograded notebook, by grading it in the sandbox; the second
# records the scores. Nothing of the submission runs in a kernel.
c.Autograde.pre_convert_hook = "autograder.classroom.nbgrader_plugin.register_assignment"
c.Autograde.exporter_class = "autograder.classroom.nbgrader_plugin.TolerantExporter"
c.Autograde.sanitize_preprocessors = ["autograder.classroom.nbgrader_plugin.GradeInSandbox"]
c.Autograde.autograde_preprocessors = [
    "autograder.classroom.nbgrader_plugin.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]
