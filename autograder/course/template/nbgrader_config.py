"""nbgrader's settings: this engine in place of its kernel, and where the course is."""

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "course"
c.Autograder.course = "."  # the folder that holds solutions/, seen from this file

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

c.Autograde.pre_convert_hook = "autograder.classroom.nbgrader_plugin.register_assignment"
c.Autograde.exporter_class = "autograder.classroom.nbgrader_plugin.TolerantExporter"
c.Autograde.sanitize_preprocessors = ["autograder.classroom.nbgrader_plugin.GradeInSandbox"]
c.Autograde.autograde_preprocessors = [
    "autograder.classroom.nbgrader_plugin.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
]
