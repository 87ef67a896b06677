"""nbgrader's settings: this engine in place of its kernel, and where the course is."""

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "course"
c.Autograder.course = "."  # the folder that holds solutions/, seen from this file

c.Autograde.pre_convert_hook = "autograder.classroom.nbgrader_plugin.register_assignment"
c.Autograde.exporter_class = "autograder.classroom.nbgrader_plugin.TolerantExporter"
c.Autograde.sanitize_preprocessors = ["autograder.classroom.nbgrader_plugin.GradeInSandbox"]
c.Autograde.autograde_preprocessors = [
    "autograder.classroom.nbgrader_plugin.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]
