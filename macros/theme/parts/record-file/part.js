/* A record as a file: made, written, saved, opened, locked with a passphrase.
   The file is the school's; this device holds a draft of it. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const LOCKED = "partner-schools-library.record.locked";
  const TURNS = 600000;

  const now = () => new Date().toISOString().slice(0, 19) + "Z";

  function today() {
    const date = new Date();
    return [date.getFullYear(), String(date.getMonth() + 1).padStart(2, "0"), String(date.getDate()).padStart(2, "0")].join("-");
  }

  function blank(library) {
    return { format: PSL.rules.FORMAT, version: PSL.rules.VERSION, library: library.short, edition: library.edition,
      saved: now(), school: "", rounds: [], retired: [] };
  }

  let made = 0;

  function roundId() {
    made += 1;
    const chance = new Uint32Array(1);
    window.crypto.getRandomValues(chance);
    return `r${today().replace(/-/g, "")}-${chance[0].toString(36)}${made}`;
  }

  function newRound(instrument, library, voice) {
    return { id: roundId(), instrument: instrument, edition: library.edition, date: today(), who: "", voice: voice,
      copied_from: null, answers: {}, words: {}, moderated: {}, joint: {} };
  }

  /* A new round with the last one's answers, each marked until somebody has
     looked at it again. What several voices settled on goes first. */
  function copyRound(old, library) {
    const round = newRound(old.instrument, library, old.voice);
    round.who = old.who;
    round.copied_from = old.id;
    Object.entries(old.answers).forEach(([id, answer]) => {
      const copy = JSON.parse(JSON.stringify(answer));
      const joint = old.joint[id];
      if (joint && joint.level !== null) Object.assign(copy, { level: joint.level, other: null });
      copy.copied = copy.level !== null || copy.other !== null;
      copy.actions = copy.actions.filter((action) => !action.done);
      round.answers[id] = copy;
    });
    round.words = { ...old.words };
    return round;
  }

  function withoutEmpty(value) {
    if (Array.isArray(value)) return value.map(withoutEmpty);
    if (value === null || typeof value !== "object") return value;
    const kept = {};
    Object.entries(value).forEach(([key, item]) => {
      const inner = withoutEmpty(item);
      const empty = inner === null || inner === "" || inner === false ||
        (typeof inner === "object" && !Object.keys(inner).length);
      if (!empty) kept[key] = inner;
    });
    return kept;
  }

  function written(record) {
    const kept = withoutEmpty(record);
    kept.school = record.school;
    kept.rounds = kept.rounds || [];
    return JSON.stringify(kept, null, 1) + "\n";
  }

  function fileName(record, own) {
    const school = record.school.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
    const name = own ? ["my-own", own.toLowerCase(), school].filter(Boolean).join("-") : school || "school";
    return `${name}-${today()}.record.json`;
  }

  function give(name, words, type) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([words], { type: type }));
    link.href = address;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  const inBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const fromBase64 = (words) => Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
  const canLock = () => Boolean(window.crypto && window.crypto.subtle);

  async function keyOf(passphrase, salt, turns) {
    const start = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
    return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: turns }, start,
      { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  async function locked(record, passphrase) {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const key = await keyOf(passphrase, salt, TURNS);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, new TextEncoder().encode(written(record)));
    return JSON.stringify({
      format: LOCKED, version: 1,
      about: "This record is locked. Open it in the library, with its passphrase; without it nobody can.",
      library: record.library, key: "PBKDF2-SHA-256", turns: TURNS, cipher: "AES-GCM-256",
      salt: inBase64(salt), iv: inBase64(iv), sealed: inBase64(new Uint8Array(sealed)),
    }, null, 1) + "\n";
  }

  const isLocked = (value) => PSL.rules.isObject(value) && value.format === LOCKED;

  async function unlocked(value, passphrase, library) {
    const wrong = () => PSL.rules.refuse("locked", "This passphrase does not open the file, or the file is damaged.");
    const sound = value.version === 1 && Number.isInteger(value.turns) && value.turns >= 1000 && value.turns <= 5000000 &&
      ["salt", "iv", "sealed"].every((key) => typeof value[key] === "string" && /^[A-Za-z0-9+/]+=*$/.test(value[key]));
    if (!sound) PSL.rules.refuse("shape", "This file says that it is locked, but not how; it is damaged.");
    if (!canLock()) PSL.rules.refuse("locked", "This browser cannot unlock files on a page without https. Open the library from a folder or over https.");
    let bytes;
    try {
      const key = await keyOf(passphrase, fromBase64(value.salt), value.turns);
      bytes = new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(value.iv) }, key, fromBase64(value.sealed)));
    } catch (error) {
      return wrong();
    }
    return PSL.reader.open(bytes, library);
  }

  /* A zip, or what its name says is one, or what Excel makes of one with a password. */
  function isWorkbook(name, bytes) {
    const [a, b] = bytes;
    return /\.xls[xm]?$/i.test(name) || (a === 0x50 && b === 0x4b) || (a === 0xd0 && b === 0xcf);
  }

  /* {locked: value}, {workbook: bytes} or {record, messages} of a file that somebody chose. */
  async function opened(file, library) {
    // A locked file is a third larger than what is in it.
    if (file.size > PSL.rules.MOST.bytes * 1.4) PSL.rules.refuse("too-large", "This file is larger than 5 MB, which no record is.");
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (isWorkbook(file.name, bytes)) return { workbook: bytes };
    if (bytes.length > PSL.rules.MOST.bytes && !new TextDecoder().decode(bytes.subarray(0, 200)).includes(LOCKED)) {
      PSL.rules.refuse("too-large", "This file is larger than 5 MB, which no record is.");
    }
    let value;
    try {
      value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch (error) {
      PSL.rules.refuse("not-json", "This file cannot be read: it is damaged, cut short or no record.");
    }
    return isLocked(value) ? { locked: value } : PSL.reader.fromValue(value, library);
  }

  PSL.file = { today, now, blank, newRound, copyRound, roundId, written, fileName, give, canLock, fromBase64, locked, unlocked, opened };
})();
