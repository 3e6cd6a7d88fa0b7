"""Which files the compiler is given, and when they count as changed."""

from __future__ import annotations

import json

import pytest

from sim.chain.failures import CompileError
from sim.chain.sources import Project, checkout, imports


@pytest.fixture
def project(tmp_path):
    (tmp_path / "contracts" / "deep").mkdir(parents=True)
    (tmp_path / "contracts" / ".cache").mkdir()
    (tmp_path / "contracts" / ".cache" / "X.sol").write_text("// not ours")
    (tmp_path / "contracts" / "A.sol").write_text('import {B} from "./deep/B.sol";')
    (tmp_path / "contracts" / "deep" / "B.sol").write_text('import "@lib/C.sol";')
    (tmp_path / "node_modules" / "lib").mkdir(parents=True)
    (tmp_path / "node_modules" / "lib" / "C.sol").write_text("contract C {}")
    (tmp_path / "ape-config.yaml").write_text("solidity: {}")
    return Project(tmp_path)


def test_every_import_form_is_found():
    text = """
    import "./A.sol";
    import {B, C as D} from "../B.sol";
    import {
        E
    } from '@x/E.sol';
    import * as F from "F.sol";
    // import nothing "here"
    string constant S = "import";
    """
    assert list(imports(text)) == ["./A.sol", "../B.sol", "@x/E.sol", "F.sol"]


def test_sources_are_keyed_as_ape_keys_them(project):
    assert project.keys() == ["contracts/A.sol", "contracts/deep/B.sol"]
    assert list(project.reachable({"@lib": "node_modules/lib"})) == [
        "contracts/A.sol",
        "contracts/deep/B.sol",
        "node_modules/lib/C.sol",
    ]


def test_an_import_that_leads_nowhere_names_the_file(project):
    with pytest.raises(CompileError, match=r"node_modules/gone/C\.sol: .*run 'npm ci'"):
        project.reachable({"@lib": "node_modules/gone"})


@pytest.mark.parametrize(
    "path", ["contracts/A.sol", "ape-config.yaml", "node_modules/.package-lock.json"]
)
def test_the_fingerprint_covers_sources_settings_and_libraries(project, path):
    before = project.fingerprint()
    assert project.fingerprint() == before
    (project.root / path).write_text("changed")
    assert project.fingerprint() != before


def test_a_program_for_tests_beside_the_libraries_changes_no_fingerprint(project):
    def installed(**packages: dict) -> str:
        record = project.root / "node_modules" / ".package-lock.json"
        record.write_text(json.dumps({"packages": packages}))
        return project.fingerprint()

    alone = installed(lib={"version": "1"})
    assert installed(lib={"version": "1"}, node={"version": "1", "optional": True}) == alone
    assert installed(lib={"version": "2"}) != alone
    assert installed(lib={"version": "1"}, more={"version": "1"}) != alone


def test_a_new_file_changes_the_fingerprint(project):
    before = project.fingerprint()
    (project.root / "contracts" / "Z.sol").write_text("")
    assert project.fingerprint() != before


def test_the_checkout_is_where_the_settings_are():
    root = checkout()
    assert root is not None
    assert (root / "sim" / "chain" / "sources.py").is_file()
