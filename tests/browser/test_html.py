"""Every page of the example is valid HTML, as the Nu checker of the W3C sees it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import Website

JAR = Path(os.environ.get("PORTALKIT_VNU", "var/npm/node_modules/vnu-jar/build/dist/vnu.jar"))


def test_no_page_has_an_html_error(website: Website) -> None:
    if shutil.which("java") is None or not JAR.is_file():
        pytest.skip("no HTML checker: apt-get install default-jre-headless npm; npm install --prefix var/npm vnu-jar")
    command = ["java", "-Xss4m", "-jar", str(JAR), "--errors-only", "--skip-non-html", str(website.folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert checked.stderr.splitlines()[:20] == []
    assert checked.returncode == 0
