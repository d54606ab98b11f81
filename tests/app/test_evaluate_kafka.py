"""What `ringfence evaluate` says of a file is what the job on Kafka says of it, verdict by verdict."""

import asyncio
import json
from pathlib import Path

from app.call_files import CallFiles
from app.evaluating import judged, new_engine
from app.importing import Importer, read_file
from models.call_reader import CallReader
from tests.crash_records import records
from tests.harness import Run
from tests.quick_model import quick_model
from training import model_file

CALLS = 12_000


def test_a_file_evaluated_and_imported_through_one_source_partition(broker: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records(CALLS, subscribers=1500)))
    model = model_file.save(quick_model(), tmp_path / "model.joblib")
    run = Run(broker, tmp_path, tmp_path / "model.joblib", "evaluate", sources=1, partitions=2)
    messages: list[tuple[int, bytes]] = []

    async def send(partition: int, value: bytes) -> None:
        messages.append((partition, value))

    async def job() -> None:
        await Importer(CallReader(), 1, send).run(read_file(path))
        await run.create(messages)
        run.start()
        await run.wait(CALLS)

    try:
        asyncio.run(job())
        wanted = asyncio.run(run.result())
    finally:
        run.stop()
    settings = run.settings
    files = CallFiles(settings)
    chunks = list(judged(new_engine(model, settings), files.read([path]), files.texts))
    got = [row for chunk in chunks for row in chunk.verdicts]
    assert len(got) == CALLS
    assert {int(row["position"]): row.tobytes() for row in got} == wanted.verdicts
    raised = {(int(row["group"]), int(row["member"])) for chunk in chunks for row in chunk.raised}
    assert raised == {(group, member.id) for group, row in wanted.raises.items() for member in row.members}
