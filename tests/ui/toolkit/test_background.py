"""Work off the window's thread."""

from ui.toolkit.background import Work


def test_only_progress_is_told_and_not_each_question_whether_to_go_on(qtbot):
    def task(progress):
        for _ in range(100):  # as readers ask, between rows and paragraphs
            progress(0, 0)
        progress(1, 2)
        progress(1, 2)
        return progress(2, 2)

    work = Work(task)
    told = []
    work.told.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(work.finished):
        work.start()
    assert told == [(1, 2), (2, 2)]
