/* Reads the bytes of a file that claims to be a record, in the order in which
   library/record.py does: size, text, JSON, harmful keys; whose it is; its
   limits; its shape; what shapes alone do not say. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  // Scripts of parts run in any order: the rules are asked for when they are needed.
  const refuse = (code, sentence) => PSL.rules.refuse(code, sentence);
  const isObject = (value) => PSL.rules.isObject(value);

  /* A half of a character, which no text may end in. */
  const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

  function parsed(bytes) {
    if (bytes.length > PSL.rules.MOST.bytes) refuse("too-large", "This file is larger than 5 MB, which no record is.");
    let words;
    try {
      words = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (error) {
      refuse("not-json", "This file is not text, so it is no record.");
    }
    try {
      return JSON.parse(words);
    } catch (error) {
      return refuse("not-json", "This file cannot be read: it is damaged, cut short or no record.");
    }
  }

  /* Goes through everything once, level by level and without recursion. Keys
     that could reach into a page's own objects end the reading. */
  function searched(value) {
    let level = [value];
    let depth = 0;
    const found = { deep: false, long: false };
    while (level.length) {
      if (depth >= PSL.rules.MOST.depth) found.deep = true;
      const inner = [];
      level.forEach((item) => {
        if (typeof item === "string") {
          if (item.length > PSL.rules.MOST.text) found.long = true;
        } else if (item !== null && typeof item === "object") {
          Object.keys(item).forEach((key) => {
            if (!Array.isArray(item) && PSL.rules.HARMFUL.includes(key)) {
              refuse("harmful-key", `This file has a key named ${key}, which no record has; it was not opened.`);
            }
            if (typeof item[key] === "string" && HALF.test(item[key])) item[key] = item[key].replace(HALF, "\uFFFD");
            HALF.lastIndex = 0;
            inner.push(item[key]);
          });
        }
      });
      level = inner;
      depth += 1;
    }
    return found;
  }

  const order = (edition) => edition.split(".").map(Number);

  function later(one, other) {
    const [a, b] = [order(one), order(other)];
    for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
      if ((a[at] ?? -1) !== (b[at] ?? -1)) return (a[at] ?? -1) > (b[at] ?? -1);
    }
    return false;
  }

  function isOurs(value, library) {
    if (!isObject(value) || !PSL.rules.own(value, "format") || value.format !== PSL.rules.FORMAT) {
      refuse("not-a-record", "This file is not a record of this library.");
    }
    const version = PSL.rules.own(value, "version") ? value.version : null;
    if (!Number.isInteger(version) || version < 1) {
      refuse("shape", "The record does not say which version of the format it has.");
    }
    if (version > PSL.rules.VERSION) {
      refuse("newer-version", "This record was saved by a newer version of the library: open it with that one.");
    }
    if (value.library !== library.short) {
      const named = typeof value.library === "string" ? value.library.slice(0, 80) : "unnamed";
      refuse("other-library", `This record belongs to another library (${named}), not to this one.`);
    }
    if (typeof value.edition !== "string" || !PSL.rules.EDITION.test(value.edition)) {
      refuse("shape", "The record does not say which edition it was saved in.");
    }
    if (later(value.edition, library.edition)) {
      refuse("newer-edition", `This record was saved in edition ${value.edition}; this library is edition ` +
        `${library.edition}: open it with that one or a later one.`);
    }
  }

  function count(value, most, words) {
    const length = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
    if (length > most) refuse("too-many", `This record has more than ${most} ${words}.`);
  }

  function withinLimits(value, found) {
    count(value.rounds, PSL.rules.MOST.rounds, "rounds");
    count(value.retired, PSL.rules.MOST.retired, "retired answers");
    (Array.isArray(value.rounds) ? value.rounds : []).filter(isObject).forEach((round) => {
      ["answers", "words", "moderated", "joint"].forEach((key) => count(round[key], PSL.rules.MOST.answers, "answers in one round"));
      Object.values(isObject(round.answers) ? round.answers : {}).filter(isObject).forEach((answer) => {
        count(answer.evidence, PSL.rules.MOST.list, "pieces of evidence for one statement");
        count(answer.actions, PSL.rules.MOST.list, "actions for one statement");
      });
    });
    if (found.deep) refuse("too-deep", "This file is nested too deeply to be a record.");
    if (found.long) refuse("too-long", "This record has a text longer than 10,000 characters.");
  }

  function sound(record) {
    const ids = new Set();
    record.rounds.forEach((round) => {
      if (ids.has(round.id)) refuse("shape", "This record cannot be opened: two of its rounds have one id.");
      ids.add(round.id);
      Object.entries(round.answers).forEach(([key, answer]) => {
        if (answer.level !== null && answer.other !== null) {
          refuse("shape", `This record cannot be opened: ${key} has a level and is answered otherwise as well.`);
        }
      });
    });
  }

  function aboutUnknown(unknown) {
    if (!unknown.length) return [];
    const names = [...new Set(unknown.map((name) => name.slice(0, 60)))];
    const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
    return [`Left out, because this library does not know them: ${names.slice(0, 5).join(", ")}${more}.`];
  }

  /* The record in a value that JSON gave. */
  function fromValue(value, library) {
    const found = searched(value);
    isOurs(value, library);
    withinLimits(value, found);
    const unknown = [];
    const record = PSL.rules.record(value, "", unknown);
    sound(record);
    return { record, messages: aboutUnknown(unknown) };
  }

  /* {record, messages}, or Refused with one sentence and the code that Python has too. */
  PSL.reader = {
    parsed, fromValue, later,
    open: (bytes, library) => fromValue(parsed(bytes), library),
  };
})();
