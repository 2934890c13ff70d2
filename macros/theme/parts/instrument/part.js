/* An instrument's draft: kept on this device while it is filled in, brought
   back after a reload, cleared on request; and the counts by level.
   The form works and prints without this script; it only adds to it. */
(function () {
  "use strict";

  var FORMAT = 1;
  var WAIT = 400;

  function Instrument(form) {
    this.form = form;
    this.id = form.getAttribute("data-instrument");
    this.key = form.getAttribute("data-store");
    this.statements = Array.prototype.slice.call(form.querySelectorAll("[data-statement]"));
    this.status = form.querySelector("[data-status]");
    this.timer = null;
    this.open();
    form.addEventListener("input", this.changed.bind(this));
    form.addEventListener("change", this.changed.bind(this));
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.querySelector("[data-clear]").addEventListener("click", this.clear.bind(this));
    // The page may be left before the pause after the last key is over.
    window.addEventListener("pagehide", this.saveNow.bind(this));
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") this.saveNow();
    }.bind(this));
    this.count();
  }

  Instrument.prototype.say = function (text, warning) {
    this.status.textContent = text;
    if (warning) this.status.setAttribute("data-warning", "");
    else this.status.removeAttribute("data-warning");
  };

  Instrument.prototype.level = function (statement) {
    var chosen = statement.querySelector("input[type=radio]:checked");
    return chosen ? chosen.value : null;
  };

  Instrument.prototype.note = function (statement) {
    return statement.querySelector("textarea");
  };

  Instrument.prototype.read = function () {
    var answers = {};
    this.statements.forEach(function (statement) {
      var level = this.level(statement);
      var note = this.note(statement).value;
      if (level !== null || note) {
        answers[statement.getAttribute("data-statement")] = { level: level, note: note };
      }
    }, this);
    return {
      format: FORMAT,
      instrument: this.id,
      edition: this.form.getAttribute("data-edition"),
      saved: new Date().toISOString(),
      who: this.form.elements.who.value,
      when: this.form.elements.when.value,
      answers: answers
    };
  };

  /* Puts a draft into the form. Whatever does not fit is passed over: a draft
     may come from another edition. */
  Instrument.prototype.show = function (draft) {
    var own = Object.prototype.hasOwnProperty;
    ["who", "when"].forEach(function (name) {
      if (typeof draft[name] === "string") this.form.elements[name].value = draft[name];
    }, this);
    this.statements.forEach(function (statement) {
      var id = statement.getAttribute("data-statement");
      var answer = own.call(draft.answers, id) ? draft.answers[id] : null;
      if (!answer || typeof answer !== "object") return;
      statement.querySelectorAll("input[type=radio]").forEach(function (choice) {
        if (choice.value === answer.level) choice.checked = true;
      });
      if (typeof answer.note === "string") this.note(statement).value = answer.note;
    }, this);
  };

  Instrument.prototype.open = function () {
    var text;
    try {
      text = window.localStorage.getItem(this.key);
    } catch (blocked) {
      this.warn();
      return;
    }
    if (!text) {
      this.say("Nothing saved yet. Your answers are kept on this device as you go.");
      return;
    }
    try {
      var draft = JSON.parse(text);
      if (draft.format !== FORMAT || typeof draft.answers !== "object") throw new Error("format");
      this.show(draft);
      this.say("Your answers of " + this.date(draft.saved) + " are back.");
    } catch (unreadable) {
      this.say("A draft is on this device, but this page cannot read it. " +
        "It stays there until you give an answer.", true);
    }
  };

  Instrument.prototype.date = function (saved) {
    var when = new Date(saved);
    return isNaN(when) ? "an earlier visit"
      : when.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  };

  Instrument.prototype.warn = function () {
    this.say("This browser does not let the page save. Your answers stay here while the page is " +
      "open: print them before you leave.", true);
  };

  Instrument.prototype.changed = function () {
    this.count();
    this.dirty = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.saveNow.bind(this), WAIT);
  };

  Instrument.prototype.saveNow = function () {
    if (!this.dirty) return;
    window.clearTimeout(this.timer);
    this.dirty = false;
    try {
      window.localStorage.setItem(this.key, JSON.stringify(this.read()));
      this.say("Saved on this device at " +
        new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) + ".");
    } catch (blocked) {
      this.warn();
    }
  };

  Instrument.prototype.clear = function () {
    if (!window.confirm("Clear every answer and note in this form, and the draft on this device?")) {
      return;
    }
    window.clearTimeout(this.timer);
    this.dirty = false;
    this.form.reset();
    this.count();
    try {
      window.localStorage.removeItem(this.key);
      this.say("Cleared, here and on this device.");
    } catch (blocked) {
      this.say("Cleared here.");
    }
  };

  Instrument.prototype.count = function () {
    var counts = { "*": {} };
    var answered = 0;
    this.statements.forEach(function (statement) {
      var level = this.level(statement);
      var section = statement.getAttribute("data-section");
      if (level !== null) answered += 1;
      counts[section] = counts[section] || {};
      [section, "*"].forEach(function (row) {
        counts[row][level || ""] = (counts[row][level || ""] || 0) + 1;
      });
    }, this);
    this.form.querySelectorAll("[data-results] tr[data-section]").forEach(function (row) {
      row.querySelectorAll("[data-count]").forEach(function (cell) {
        cell.textContent = counts[row.getAttribute("data-section")][cell.getAttribute("data-count")] || 0;
      });
    });
    this.form.querySelector("[data-answered]").textContent = answered;
    this.form.querySelector("progress").value = answered;
    this.form.querySelector("[data-results]").toggleAttribute("data-used", answered > 0);
  };

  document.querySelectorAll("[data-part=instrument]").forEach(function (form) {
    try {
      new Instrument(form);
    } catch (error) {
      console.error("instrument " + form.getAttribute("data-instrument") + ":", error);
    }
  });
})();
