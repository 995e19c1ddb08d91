import shutil
import subprocess
import sys

import pytest
import trustme

from nlp.chunks import cluster, open_chunks
from nlp.chunks.addresses import TlsFiles, checked_address, outside
from nlp.chunks.cluster import Cluster
from nlp.errors import EngineError
from tests.nlp.chunks.conftest import ROOT, free_port


@pytest.fixture
def tls(tmp_path):
    """Files of one certificate authority for scheduler, workers and program."""
    return tls_files_in(tmp_path)


def tls_files_in(folder):
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    files = TlsFiles(folder / "ca.pem", folder / "certificate.pem", folder / "key.pem")
    authority.cert_pem.write_to_path(str(files.ca))
    certificate.cert_chain_pems[0].write_to_path(str(files.certificate))
    certificate.private_key_pem.write_to_path(str(files.key))
    return files


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tcp://localhost:8786/", "tcp://[::1]:8786", "tls://dask.ville.example:8786"],
)
def test_safe_address_is_taken(address):
    assert checked_address(address) == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.7:8786",
        "tcp://dask.ville.example:8786",
        "tcp://0.0.0.0:8786",
        "tcp://[2001:db8::1]:8786",
    ],
)
def test_address_beyond_this_machine_needs_tls(address):
    with pytest.raises(EngineError, match="use tls://, or a tunnel"), open_chunks(scheduler=address):
        pytest.fail("it was opened")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1:8786", "ucx://127.0.0.1:8786", "tcp://127.0.0.1", "tcp://me@127.0.0.1:8786", "inproc://1"],
)
def test_address_of_another_form_is_refused(address):
    with pytest.raises(EngineError, match="looks like"), open_chunks(scheduler=address):
        pytest.fail("it was opened")


def test_listener_of_every_interface_is_outside():
    assert outside("tcp://0.0.0.0:40000")
    assert outside("tcp://192.168.1.4:40000")
    assert outside("inproc://192.168.1.4/7")
    assert not outside("tcp://127.0.0.1:40000")


def test_scheduler_that_listens_to_other_machines_is_refused(two_workers, monkeypatch):
    # What a scheduler on 192.0.2.1 would say of itself through a tunnel; none of ours may listen there in a test.
    monkeypatch.setattr(cluster, "outside", lambda address: address == two_workers.address)

    with (
        pytest.raises(EngineError, match="listens to other machines"),
        open_chunks(scheduler=two_workers.address),
    ):
        pytest.fail("it was opened")


def test_chunks_go_to_a_tls_cluster_and_back(dask_processes, tls):
    processes = dask_processes(scheme="tls", tls=tls)
    processes.scheduler()
    processes.worker()

    with open_chunks(scheduler=processes.address, tls=tls) as pool:
        found = list(pool.map_chunks(len, ["a", "bb", "ccc"]))

    assert found == [1, 2, 3]


def test_certificate_of_another_authority_is_refused(dask_processes, tls, tmp_path, monkeypatch):
    (tmp_path / "stranger").mkdir()
    stranger = tls_files_in(tmp_path / "stranger")
    processes = dask_processes(scheme="tls", tls=tls)
    processes.scheduler()
    processes.worker()
    with open_chunks(scheduler=processes.address, tls=tls):
        monkeypatch.setattr(cluster, "CONNECT_SECONDS", 2)

        with pytest.raises(EngineError, match="no scheduler answers"):
            Cluster(processes.address, tls=stranger).__enter__()


def test_tls_files_come_from_the_environment(tls, monkeypatch):
    monkeypatch.setenv("NLP_TLS_CA", str(tls.ca))
    monkeypatch.setenv("NLP_TLS_CERTIFICATE", str(tls.certificate))
    monkeypatch.delenv("NLP_TLS_KEY", raising=False)

    with (
        pytest.raises(EngineError, match="name the key in NLP_TLS_KEY"),
        open_chunks(scheduler="tls://127.0.0.1:1"),
    ):
        pytest.fail("it was opened")


def test_missing_tls_file_is_named(tls):
    absent = tls._replace(ca=tls.ca.with_name("absent.pem"))

    with (
        pytest.raises(EngineError, match=r"absent\.pem: there is no such file"),
        open_chunks(scheduler="tls://127.0.0.1:1", tls=absent),
    ):
        pytest.fail("it was opened")


def test_absent_scheduler_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)

    with (
        pytest.raises(EngineError, match="no scheduler answers"),
        open_chunks(scheduler=f"tcp://127.0.0.1:{free_port()}"),
    ):
        pytest.fail("it was opened")


def test_scheduler_without_workers_is_told_in_one_sentence(dask_processes):
    processes = dask_processes()
    processes.scheduler()

    with (
        pytest.raises(EngineError, match="no worker for 0.5 seconds"),
        Cluster(processes.address, patience=0.5),
    ):
        pytest.fail("it was opened")


def test_run_whose_last_worker_dies_ends_after_a_while(dask_processes):
    processes = dask_processes()
    processes.scheduler()
    worker = processes.worker()

    def kill(share):
        worker.kill()
        worker.wait()

    with Cluster(processes.address) as adapter:
        adapter.patience = 1
        found = adapter.run(len, ["a"] * 50, range(50))
        next(found)
        kill(0)
        with pytest.raises(EngineError, match="no worker for 1 seconds"):
            list(found)


def test_worker_of_two_threads_is_refused(dask_processes):
    processes = dask_processes()
    processes.scheduler()
    processes.worker(threads=2)

    with (
        pytest.raises(EngineError, match="start it with --nthreads 1"),
        open_chunks(scheduler=processes.address),
    ):
        pytest.fail("it was opened")


def test_worker_of_another_version_is_refused_even_if_it_joins_late(dask_processes, tmp_path):
    shutil.copytree(ROOT / "nlp", tmp_path / "nlp", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "nlp" / "results.py").open("a") as source:
        source.write("\nANOTHER = True\n")
    processes = dask_processes()
    processes.scheduler()
    own = processes.worker()

    with Cluster(processes.address) as adapter:
        processes.worker(cwd=tmp_path)
        own_left = adapter.run(len, ["a"] * 4, range(4))
        next(own_left)
        own.kill()
        own.wait()
        with pytest.raises(EngineError, match="code of the engine .* here, .* there"):
            list(adapter.run(len, ["a"] * 4, range(4)))

    with (
        pytest.raises(EngineError, match="code of the engine .* here, .* there"),
        open_chunks(scheduler=processes.address),
    ):
        pytest.fail("it was opened")


def test_worker_without_the_engine_is_refused(dask_processes, tmp_path):
    processes = dask_processes()
    processes.scheduler()
    processes.worker(cwd=tmp_path)

    with pytest.raises(EngineError, match="cannot run this engine"), open_chunks(scheduler=processes.address):
        pytest.fail("it was opened")


def test_dask_is_loaded_only_when_a_scheduler_is_named():
    code = (
        "import sys; from nlp.chunks import open_chunks\n"
        "with open_chunks(1) as pool: pool.map_chunks(len, ['a'])\n"
        "print([name for name in ('dask', 'distributed') if name in sys.modules])"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert loaded.stdout.strip() == "[]"
