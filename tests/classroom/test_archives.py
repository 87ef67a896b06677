"""Downloads are unpacked with the archives that students put into them: what is no submission is left out."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from autograder.classroom import archives


def zipped(files: dict[str, bytes], path: Path | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    if path is not None:
        path.write_bytes(out.getvalue())
    return out.getvalue()


def tarred(members: list[tarfile.TarInfo], contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as file:
        for member in members:
            member.size = len(contents.get(member.name, b""))
            file.addfile(member, io.BytesIO(contents.get(member.name, b"")))
    return out.getvalue()


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds of thousands in place of millions."""
    monkeypatch.setattr(archives, "_LARGEST", 10_000)
    monkeypatch.setattr(archives, "_STUDENTS", 50_000)


def found(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_archives_in_archives_go_into_folders_of_their_names(tmp_path: Path) -> None:
    inner = zipped({"a02.ipynb": b"{}", "data/x.csv": b"1"})
    tar = tarred([tarfile.TarInfo("a03.ipynb")], {"a03.ipynb": b"{}"})
    zipped({"Ada_1_assignsubmission_file_/hw.zip": inner, "Bob_2_file/hw.tar.gz": tar}, tmp_path / "all.zip")
    assert archives.folder_of(tmp_path / "all.zip") == tmp_path / "all"
    assert archives.unpack(tmp_path / "all.zip", tmp_path / "all") == []
    assert found(tmp_path / "all") == {
        "Ada_1_assignsubmission_file_/hw.zip",
        "Ada_1_assignsubmission_file_/hw/a02.ipynb",
        "Ada_1_assignsubmission_file_/hw/data/x.csv",
        "Bob_2_file/hw.tar.gz",
        "Bob_2_file/hw/a03.ipynb",
    }


def test_what_leads_out_or_is_no_file_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("alice's")
    names = ["../out.ipynb", "/tmp/out-of-an-archive.ipynb", "a/../../out.ipynb", "..\\out.ipynb"]
    members = [tarfile.TarInfo(name) for name in names]
    members += [link("link.ipynb", str(tmp_path / "secret")), link("hard.ipynb", "../secret", tarfile.LNKTYPE)]
    members += [
        link("folder", str(tmp_path)),
        tarfile.TarInfo("folder/through.ipynb"),
        link("pipe", "", tarfile.FIFOTYPE),
    ]
    (tmp_path / "evil.tar.gz").write_bytes(tarred(members, {}))
    zipped(dict.fromkeys(names, b"x"), tmp_path / "evil.zip")
    for name in ("evil.tar.gz", "evil.zip"):
        told = archives.unpack(tmp_path / name, tmp_path / "to" / name)
        assert len(told) == len(names) and all("leads out" in words for words in told)
    assert found(tmp_path / "to") == {"evil.tar.gz/folder/through.ipynb"}
    assert not (tmp_path / "to" / "evil.tar.gz" / "folder").is_symlink()
    assert not Path("/tmp/out-of-an-archive.ipynb").exists()


@pytest.mark.usefixtures("small")
def test_bombs_are_left_out_and_the_next_student_is_not(tmp_path: Path) -> None:
    bomb = zipped({"a02.ipynb": b"\0" * 1_000_000})
    many = zipped({f"{number}.txt": b"\0" * 9_000 for number in range(30)})
    tar = tarred([tarfile.TarInfo("big"), tarfile.TarInfo("next")], {"big": b"\0" * 1_000_000})
    files = {"a/one.zip": bomb, "b/many.zip": many, "c/tar.gz": tar, "d/a02.ipynb": b"{}"}
    zipped(files, tmp_path / "all.zip")
    told = archives.unpack(tmp_path / "all.zip", tmp_path / "all")
    assert {words.partition(":")[0] for words in told} == {"one.zip", "many.zip", "tar.gz"}
    assert sum(path.stat().st_size for path in (tmp_path / "all").rglob("*") if path.is_file()) < 100_000
    assert (tmp_path / "all/d/a02.ipynb").read_bytes() == b"{}"


def test_archives_without_end_end(tmp_path: Path) -> None:
    content = {"a02.ipynb": b"{}"}
    for _ in range(8):
        content = {"again.zip": zipped(content)}
    zipped(content, tmp_path / "all.zip")
    told = archives.unpack(tmp_path / "all.zip", tmp_path / "all")
    assert told == ["again.zip: archives in archives, too deep"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\x1f\x8b not a gz", b"Dear grader"])
@pytest.mark.parametrize("name", ["hw.zip", "hw.gz", "hw.tar.gz"])
def test_what_is_no_archive_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    zipped({f"x/{name}": content, "x/a02.ipynb": b"{}"}, tmp_path / "all.zip")
    assert len(archives.unpack(tmp_path / "all.zip", tmp_path / "all")) == 1
    assert "x/a02.ipynb" in found(tmp_path / "all")


def test_a_damaged_or_locked_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a02.ipynb": b"some text to pack " * 20}))
    data[45] ^= 0xFF
    (tmp_path / "all.zip").write_bytes(bytes(data))
    assert archives.unpack(tmp_path / "all.zip", tmp_path / "all")
