"""Starts processes that outlive the grading: fork with a new session, subprocess, multiprocessing."""

from hostile import add_cell

POINTS = 10
FLAG = "tried to start a process"


def attack(notebook):
    return add_cell(
        notebook,
        """
        import multiprocessing, os, subprocess, sys, time
        def orphan():
            if os.fork() == 0:
                os.setsid()
                time.sleep(600)
                os._exit(0)
        for start in (
            orphan,
            lambda: subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True),
            lambda: multiprocessing.Process(target=time.sleep, args=(600,)).start(),
            lambda: os.posix_spawn("/bin/sleep", ["sleep", "600"], {}),
            lambda: os.system("nohup sleep 600 &"),
        ):
            try:
                start()
            except Exception as error:
                print(error)
        """,
    )
