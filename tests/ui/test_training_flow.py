"""Looking at the invented families again."""

from datetime import date
from pathlib import Path

from clinic_app.clock import Today
from clinic_app.ui.flows.training_flow import TrainingFlow
from clinic_app.ui.jobs import ClosableJobs
from clinic_app.workflows import demo


def test_a_damaged_passphrase_file_ends_in_words_and_not_in_a_crash(
    tmp_path: Path, jobs: ClosableJobs
) -> None:
    flow = TrainingFlow(tmp_path, jobs, lambda: Today(date(2026, 10, 5)))
    flow._folder.mkdir(parents=True, exist_ok=True)
    (flow._folder / demo.PASSPHRASE_FILE).write_bytes(b"corr\xe9ct horse\n")

    assert flow._passphrase() == "corr\ufffdct horse"
