/* Several voices on one instrument: colleagues' files, agreement and spread by
   statement, the adviser's view beside the school's, a joint judgement; and
   surveys as per cent with the number of answers. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  PSL.SchoolVoices = class {
    constructor(school) {
      this.school = school;
      const place = school.place;
      this.opening = new PSL.Opening(place.querySelector("[data-part=record-desk]"));
      this.which = place.querySelector("[data-voices-which]");
      this.file = place.querySelector("[data-voices-file]");
      place.querySelector("[data-voices-open]").addEventListener("click", () => this.file.click());
      this.file.addEventListener("change", () => this.open([...this.file.files]));
      this.which.addEventListener("change", () => this.show());
      school.at("voices").addEventListener("change", (event) => this.settle(event.target));
    }

    async open(files) {
      const refused = [];
      const messages = [];
      let [added, closed] = [0, 0];
      for (const file of files) {
        try {
          const found = await this.opening.file(file);
          if (found) added += this.take(this.recordIn(found));
          else closed += 1;
          if (found && found.filled) messages.push(...found.filled.messages.map((one) => `${file.name.slice(0, 80)}: ${one}`));
        } catch (error) {
          refused.push(this.opening.refusal(file, error));
        }
      }
      this.file.value = "";
      this.tell("refusal", refused.join("\n"));
      this.tell("said", [`${files.length - refused.length - closed} of ${files.length} files opened; rounds added: ${added}.`, closed ? `Left closed: ${closed}.` : "", ...messages].filter(Boolean).join(" "));
    }

    tell(name, text) {
      this.school.place.querySelector(`[data-voices-${name}]`).textContent = text;
    }

    /* The rounds of a record or of a filled workbook. */
    recordIn(found) {
      const { library } = this.school.draft;
      return found.filled ? PSL.workbook.applied(found.filled, PSL.file.blank(library), library).record : found.record;
    }

    /* Rounds of another's record, as a colleague's; a round that is there already is brought up to date. */
    take(record) {
      const rounds = record.rounds.filter((round) => this.school.instrument(round.instrument));
      const own = this.school.draft.record.rounds;
      const fresh = rounds.filter((round) => !own.some((one) => one.id === round.id && one.voice !== "school"));
      if (own.length + fresh.length > PSL.rules.MOST.rounds) PSL.rules.refuse("too-many", "The record would have more than 200 rounds.");
      this.school.change((open) => rounds.forEach((round) => {
        const personal = ["survey", "framework"].includes(this.school.instrument(round.instrument).kind);
        const taken = { ...round, voice: personal ? "person" : "colleague" };
        const at = open.rounds.findIndex((one) => one.id === round.id);
        if (at >= 0 && open.rounds[at].voice !== "school") open.rounds[at] = taken;
        else open.rounds.push(at < 0 ? taken : { ...taken, id: PSL.file.roundId() });
      }));
      return fresh.length;
    }

    voices(about) {
      const rounds = this.school.draft.rounds(about.id);
      const survey = about.kind === "survey";
      const latest = new Map();
      // Of each colleague the latest round; answers to a survey are without names.
      rounds.filter((one) => one.voice !== "school").forEach((one) => latest.set(survey || !one.who ? one.id : one.who, one));
      const own = rounds.filter((one) => one.voice === "school");
      return { others: [...latest.values()], own: own[own.length - 1] || null };
    }

    show() {
      const withRounds = this.school.instruments.filter((about) => this.school.draft.rounds(about.id).length);
      const chosen = this.which.value;
      this.which.replaceChildren(...withRounds.map((about) => PSL.draw.el("option", { value: about.id }, about.title)));
      if (withRounds.some((about) => about.id === chosen)) this.which.value = chosen;
      const about = withRounds.find((one) => one.id === this.which.value);
      this.which.closest("p").hidden = !about;
      if (!about) PSL.draw.into(this.school.at("voices"));
      else if (about.kind === "survey") this.survey(about);
      else this.compared(about);
    }

    counts(about, rounds, id) {
      const counts = Object.fromEntries(about.levels.map((level) => [level.key, 0]));
      rounds.forEach((round) => {
        const level = PSL.rules.own(round.answers, id) ? round.answers[id].level : null;
        if (level !== null && PSL.rules.own(counts, level)) counts[level] += 1;
      });
      return counts;
    }

    agreement(about, counts) {
      const chosen = about.levels.filter((level) => counts[level.key]);
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      if (!total) return "No voices yet";
      const most = Math.max(...Object.values(counts));
      if (chosen.length === 1) return total === 1 ? "One voice" : `All ${total} agree`;
      return `${most} of ${total} agree; from ${chosen[0].name} to ${chosen[chosen.length - 1].name}`;
    }

    compared(about) {
      const { el, answer, level } = PSL.draw;
      const { others, own } = this.voices(about);
      // What one voice alone has answered has nothing to compare.
      const spoken = (item) => others.some((one) => PSL.rules.own(one.answers, item.id)) || (own && [own.moderated, own.joint].some((one) => PSL.rules.own(one, item.id)));
      const asked = PSL.score.statementsOf(about).filter(spoken);
      const rows = asked.map((item) => {
        const counts = this.counts(about, others, item.id);
        const spread = about.levels.filter((one) => counts[one.key]).map((one) => el("span", { class: "psl-level-word psl-spread" }, PSL.draw.symbol(one.symbol), ` ${one.name} ${counts[one.key]} `));
        const view = own && PSL.rules.own(own.moderated, item.id) ? own.moderated[item.id] : null;
        return [el("a", { href: `${about.url}#${item.id}` }, `${item.id} ${item.text}`), el("span", {}, spread, el("span", { class: "psl-spread psl-quiet" }, this.agreement(about, counts))),
          answer(about, own && PSL.rules.own(own.answers, item.id) ? own.answers[item.id] : null),
          view ? el("span", {}, level(about, view.level), [view.reason, view.by].filter(Boolean).map((one) => ` – ${one}`).join("")) : "–",
          this.joint(about, item, own)];
      });
      if (!asked.length) {
        PSL.draw.into(this.school.at("voices"), el("p", {}, "No colleague’s file is here yet, and no adviser’s view. The adviser’s view is written on the page of the instrument, below each statement."));
        return;
      }
      PSL.draw.into(this.school.at("voices"), el("p", {}, `${others.length} ${others.length === 1 ? "colleague" : "colleagues"}. The adviser’s view is written on the page of the instrument.`),
        PSL.draw.table(`voices on ${about.title}`, ["Statement", "Colleagues", "Our school", "The adviser’s view", "Settled together"], rows, true));
    }

    joint(about, item, own) {
      const { el } = PSL.draw;
      const given = own && PSL.rules.own(own.joint, item.id) ? own.joint[item.id] : { level: null, reason: "" };
      const select = el("select", { "data-joint": item.id, "data-key": `joint ${item.id}`, "aria-label": `Settled level of ${item.id}` },
        el("option", { value: "" }, "Not settled"), about.levels.map((level) => el("option", { value: level.key }, level.name)));
      select.value = about.levels.some((level) => level.key === given.level) ? given.level : "";
      const reason = el("input", { type: "text", maxlength: "10000", "data-joint-reason": item.id, "data-key": `reason ${item.id}`, "aria-label": `Reason for ${item.id}`, placeholder: "Reason" });
      reason.value = given.reason;
      return el("span", {}, select, " ", reason);
    }

    /* What is settled stands in the school's latest round; without one, a round begins. */
    settle(input) {
      const id = input.dataset.joint || input.dataset.jointReason;
      if (!id) return;
      const about = this.school.instrument(this.which.value);
      this.school.change((record) => {
        const { own } = this.voices(about);
        let round = own && record.rounds.find((one) => one.id === own.id);
        if (!round) {
          round = PSL.file.newRound(about.id, this.school.draft.library, "school");
          record.rounds.push(round);
        }
        const given = PSL.rules.own(round.joint, id) ? round.joint[id] : { level: null, reason: "" };
        if (input.dataset.joint) given.level = input.value || null;
        else given.reason = input.value;
        if (given.level === null && !given.reason) delete round.joint[id];
        else round.joint[id] = given;
      });
    }

    survey(about) {
      const { el } = PSL.draw;
      const { others } = this.voices(about);
      const rows = PSL.score.statementsOf(about).map((item) => {
        const counts = this.counts(about, others, item.id);
        const share = PSL.score.percentages(counts);
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        return [`${item.id} ${item.text}`, ...about.levels.map((level) => (share ? `${share[level.key]} %` : "–")), share ? total : "fewer than 5"];
      });
      const words = about.questions.map((question) => [question, others.map((round) => round.words[question.id]).filter(Boolean)]);
      PSL.draw.into(this.school.at("voices"),
        PSL.draw.table(`answers to ${about.title}`, ["Statement", ...about.levels.map((level) => level.name), "Answers"], rows),
        others.length >= 5 ? words.flatMap(([question, said]) => [el("h3", {}, question.text), el("ul", {}, said.map((one) => el("li", {}, one)))])
          : el("p", {}, "Fewer than five people have answered. Results are shown from five, so that nobody can be recognised."));
    }
  };
})();
