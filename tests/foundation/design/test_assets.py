"""What the browser gets: one small style sheet, one small script, and nothing from anywhere else."""

import gzip
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from django.conf import settings

from scripts import build_assets

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "groundswell/foundation/design/static/design"
TEMPLATES = sorted((ROOT / "groundswell").rglob("*.jinja"))
STARTER = re.compile(r"<script>(.*?)</script>")


@pytest.fixture(scope="module", autouse=True)
def _build():
    subprocess.run([sys.executable, "scripts/build_assets.py"], cwd=ROOT, check=True, capture_output=True)


def compressed(name):
    return len(gzip.compress((BUILT / name).read_bytes(), 9))


def test_style_sheet_and_script_are_small():
    assert compressed("app.css") <= 26_000
    assert compressed("app.js") <= 9_000


@pytest.mark.parametrize("name", ["keep.js", "keys.js"])
def test_each_script_of_our_own_is_under_2_kilobytes(name):
    assert len((ROOT / "assets" / name).read_bytes()) < 2048


def test_our_own_script_keeps_words_in_this_tab_only():
    assert "localStorage" not in (BUILT / "app.js").read_text()
    assert "sessionStorage" in (BUILT / "app.js").read_text()


@pytest.mark.parametrize("name", ["app.css", "app.js"])
def test_built_files_ask_for_nothing_else(name):
    text = (BUILT / name).read_text()
    assert "sourceMappingURL" not in text
    assert "@font-face" not in text
    assert "@import" not in text
    assert re.findall(r"url\(\s*[\"']?(?!data:)", text) == []
    assert re.findall(r"https?://(?!www\.w3\.org)[^\s\"')]+", text) == []


def test_building_again_does_nothing():
    before = {path.name: path.stat().st_mtime_ns for path in BUILT.iterdir()}
    subprocess.run([sys.executable, "scripts/build_assets.py"], cwd=ROOT, check=True)
    assert {path.name: path.stat().st_mtime_ns for path in BUILT.iterdir()} == before


def test_building_leaves_packages_alone_that_another_checkout_shares(tmp_path, monkeypatch):
    shared, link = tmp_path / "shared", tmp_path / "node_modules"
    (shared / "sass").mkdir(parents=True)
    link.symlink_to(shared)
    monkeypatch.setattr(build_assets, "PACKAGES", link)
    with pytest.raises(CalledProcessError):
        build_assets.build(shutil.which("false"), "npm")
    assert not link.exists()
    assert (shared / "sass").is_dir()


def test_locked_packages_name_no_address():
    assert "://" not in (ROOT / "package-lock.json").read_text()
    assert "://" not in (ROOT / ".npmrc").read_text()


def test_the_one_inline_line_is_the_one_that_the_policy_lets_through():
    found = [line for path in TEMPLATES for line in STARTER.findall(path.read_text())]
    assert len(found) == 1
    digest = b64encode(sha256(found[0].encode()).digest()).decode()
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"]
    assert f"'sha256-{digest}'" in allowed


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "groundswell")))
def test_template_holds_no_inline_style_or_script_and_no_other_site(path):
    text = STARTER.sub("", path.read_text())
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text) == []
    assert re.findall(r"<script(?! src=)", text) == []
    assert re.findall(r"(?:https?:)?//[a-z][^\s\"'{}]*\.[a-z]+", text) == []
    assert "| safe" not in text and "|safe" not in text
