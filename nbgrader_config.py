"""nbgrader's settings: this engine in place of its kernel. `nbgrader autograde a02_perceptron` works as it is."""

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "deltarule"
# nbgrader's own list, and a last step: the release is then byte for byte that of `autograder release`. Its source
# folder is written by `autograder source`.
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.classroom.nbgrader_plugin.AsReleased",
]

# What Moodle, Canvas and Gradescope give to download: put it into downloaded/ASSIGNMENT/archive/.
c.ZipCollectApp.extractor_plugin = "autograder.classroom.nbgrader_plugin.BoundedExtractor"
c.ZipCollectApp.collector_plugin = "autograder.classroom.nbgrader_plugin.DownloadCollector"

# The first list turns the submission into the autograded notebook, by grading it in the sandbox; the second
# records the scores. Nothing of the submission runs in a kernel.
c.Autograde.pre_convert_hook = "autograder.classroom.nbgrader_plugin.register_assignment"
c.Autograde.exporter_class = "autograder.classroom.nbgrader_plugin.TolerantExporter"
c.Autograde.sanitize_preprocessors = ["autograder.classroom.nbgrader_plugin.GradeInSandbox"]
c.Autograde.autograde_preprocessors = [
    "autograder.classroom.nbgrader_plugin.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]
