"""Hostile files, in the browser: refused with one sentence or shown as plain text, and the open
record is untouched."""

from __future__ import annotations

import base64
import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.data.records.hostile import hostile, large

AUDIT = "tools/assessment-for-learning-audit/index.html"
EACH = """async ({files, library}) => {
    const found = [];
    for (const [name, bytes] of files) {
        const raw = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0));
        const file = new File([raw], name + '.record.json');
        try {
            const {record, locked} = await PSL.file.opened(file, library);
            const written = new TextEncoder().encode(PSL.file.written(record));
            const again = PSL.reader.open(written, library);
            found.push({name, opened: true, locked: !!locked,
                        same: JSON.stringify(again.record) === JSON.stringify(record)});
        } catch (refused) {
            found.push({name, opened: false, code: refused.code, sentence: refused.message});
        }
    }
    return {found, clean: Object.keys(Object.prototype).length === 0 && !({}).polluted};
}"""
ALL_AT_THE_DESK = """async files => {
    const input = document.querySelector('[data-desk-file]');
    const refusal = document.querySelector('[data-desk-refusal]');
    const stored = () => localStorage.getItem('psl:partner-schools-library:record');
    const before = stored(), bad = [];
    for (const [name, bytes] of files) {
        const raw = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0));
        const chosen = new DataTransfer();
        chosen.items.add(new File([raw], name + '.record.json'));
        refusal.textContent = '';
        input.files = chosen.files;
        input.dispatchEvent(new Event('change'));
        for (let turn = 0; turn < 400 && !refusal.textContent; turn += 1) {
            const which = document.querySelector('[data-desk-which]');
            if (which.open) { which.close(''); break; }
            await new Promise(done => setTimeout(done, 5));
        }
        if (stored() !== before) bad.push(name);
    }
    return {bad, clean: !window.harmed && !document.querySelector('main img[src="x"]')};
}"""
HTML = '<img src=x onerror="window.harmed=true"><script>window.harmed=true</script>'


def _sent(files: Any) -> list[list[str]]:
    return [[name, base64.b64encode(raw).decode()] for name, raw in files]


def _ours(raw: bytes) -> bytes:
    """A file of the tiny library as one of this library."""
    return raw.replace(b'"Tiny"', b'"Partner Schools Library"').replace(b"RD-A1", b"AL-A1")


def test_six_hundred_hostile_files_are_refused_or_open_as_they_are(served: str, page: Page) -> None:
    page.goto(f"{served}/{AUDIT}")
    files = _sent([*hostile(), *large()])
    library = {"short": "Tiny", "edition": "2026.1"}
    result = page.evaluate(EACH, {"files": files, "library": library})

    assert len(result["found"]) >= 600
    assert result["clean"]
    for one in result["found"]:
        if one["opened"]:
            assert one["same"], one
            assert not one["locked"], one
        else:
            assert one["code"], one
            assert one["sentence"].endswith("."), one
            assert len(one["sentence"]) < 400, one
    assert 0 < sum(one["opened"] for one in result["found"]) < len(result["found"])


def test_the_open_record_is_untouched_by_hostile_files_at_the_desk(served: str, page: Page) -> None:
    page.goto(f"{served}/{AUDIT}")
    page.locator('input[name="AL-A1.01"][value="3"]').check()
    page.wait_for_timeout(600)
    files = _sent((name, _ours(raw)) for name, raw in [*hostile(150, seed=8), *large()])
    result = page.evaluate(ALL_AT_THE_DESK, files)

    assert result == {"bad": [], "clean": True}
    expect(page.locator('input[name="AL-A1.01"][value="3"]')).to_be_checked()


def test_html_in_every_text_is_shown_as_text(served: str, page: Page) -> None:
    answer = {
        "level": "2", "reason": HTML, "helps": HTML, "hinders": HTML, "note": HTML, "goal": HTML,
        "measure": HTML, "copied": True,
        "evidence": [{"text": HTML, "date": "2026-11-20", "strength": "some"}],
        "target": {"level": HTML[:40], "by": "2027-07-01"},
        "actions": [{"text": HTML, "owner": HTML, "by": "2027-02-01"}],
    }  # fmt: skip
    one = {"instrument": "AL-A1", "edition": "2026.1", "who": HTML, "voice": "school",
           "answers": {"AL-A1.01": answer, "AL-A1.99": answer}, "words": {"AL-A1.01": HTML},
           "moderated": {"AL-A1.01": {"level": HTML[:40], "reason": HTML, "by": HTML}},
           "joint": {"AL-A1.01": {"level": HTML[:40], "reason": HTML}}}  # fmt: skip
    record = {"format": "partner-schools-library.record", "version": 1, "edition": "2026.1",
              "library": "Partner Schools Library", "saved": "2026-11-22T10:15:00Z",
              "school": HTML, "rounds": [
                  {**one, "id": "r1", "date": "2026-09-01"},
                  {**one, "id": "r2", "date": "2026-11-01", "copied_from": HTML,
                   "answers": {"AL-A1.01": {**answer, "level": HTML[:40]}}},
                  {**one, "id": "r3", "voice": "colleague"}],
              "retired": [{"instrument": "AL-A1", "statement": "AL-A1.30", "text": HTML,
                           "answer": answer, "edition": "2026.1", "why": HTML}]}  # fmt: skip
    for path in (AUDIT, "my-school/index.html"):
        page.goto(f"{served}/{path}")
        page.evaluate("localStorage.clear()")
        page.goto(f"{served}/{path}")
        page.locator("[data-desk-file]").set_input_files({
            "name": HTML.replace("/", ""), "mimeType": "application/json",
            "buffer": json.dumps(record).encode(),
        })  # fmt: skip
        expect(page.get_by_label("School", exact=True)).to_have_value(HTML)
        page.wait_for_timeout(300)

        assert page.evaluate("window.harmed") is None
        assert page.locator("main img").count() == 0
        assert HTML[:30] in page.locator("main").inner_text()
