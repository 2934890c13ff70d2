/* Results of the round on the page: scores as chart and table, strengths,
   priorities, and what changed since earlier rounds. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  PSL.Results = class {
    constructor(instrument) {
      this.instrument = instrument;
      this.place = instrument.form.querySelector("[data-results]");
    }

    at(name) {
      return this.place.querySelector(`[data-${name}]`);
    }

    show() {
      const { about, round } = this.instrument;
      const scores = PSL.score.score(about, round.answers);
      const before = this.before();
      this.place.toggleAttribute("data-used", scores.overall.answered > 0);
      this.place.querySelectorAll("tr[data-section]").forEach((row) => {
        const all = row.dataset.section === "*";
        // A person's growth makes no total.
        this.row(row, all ? { ...scores.overall, hundredths: about.kind === "framework" ? null : scores.overall.hundredths } : scores.sections[row.dataset.section]);
      });
      this.chart(about, scores, before);
      this.features(about, round);
      this.gates(about, round);
      this.findings(about, round);
      this.changes(about, round, before);
    }

    row(row, score) {
      const cell = row.querySelector("[data-score]");
      if (cell) cell.textContent = PSL.score.decimal(score.hundredths) || "–";
      row.querySelectorAll("[data-count]").forEach((cell) => {
        const key = cell.dataset.count;
        cell.textContent = key === "" ? score.total - score.answered
          : key === "~" ? score.answered - score.counted : score.counts[key];
      });
    }

    /* The last round before this one, in the same voice. */
    before() {
      const { round, draft, about } = this.instrument;
      const earlier = draft.rounds(about.id).filter((one) => one.id !== round.id && one.voice === round.voice && (one.date || "") <= (round.date || ""));
      const named = earlier.find((one) => one.id === round.copied_from);
      return named || earlier[earlier.length - 1] || null;
    }

    chart(about, scores, before) {
      const old = before ? PSL.score.score(about, before.answers) : null;
      const rows = about.sections.map((section) => ({
        name: section.title, value: scores.sections[section.id].hundredths, before: old ? old.sections[section.id].hundredths : null,
      }));
      const all = { name: "All", value: scores.overall.hundredths, before: old ? old.overall.hundredths : null };
      // The mean of what was stopped and what is done would tell nobody anything.
      if (about.kind === "planner" || !scores.overall.counted) {
        PSL.draw.into(this.at("chart"));
        return;
      }
      PSL.draw.into(this.at("chart"), PSL.draw.bars("Scores by section", about.kind === "framework" ? rows : [...rows, all], Object.values(about.values)),
        before ? PSL.draw.el("p", { class: "psl-desk-note" }, `The upright mark is the round of ${PSL.draw.day(before.date) || "an earlier day"}.`) : null);
    }

    /* Where several sections belong to one feature, the feature's own result. */
    features(about, round) {
      const { el, table, bars } = PSL.draw;
      const found = PSL.score.features(about, round.answers);
      const shown = about.kind !== "planner" && found.some((one) => one.sections.length > 1) && found.some((one) => one.score.counted);
      PSL.draw.into(this.at("features"), !shown ? [] : [el("h3", {}, "By feature of a highly effective school"),
        bars("Scores by feature", found.map((one) => ({ name: one.feature.name, value: one.score.hundredths })), Object.values(about.values)),
        table("results by feature", ["Feature", "Score", "Answered"], found.map((one) => [el("a", { href: one.feature.url }, `${one.feature.id} ${one.feature.name}`),
          PSL.score.decimal(one.score.hundredths) || "–", `${one.score.answered} of ${one.score.total}`]))]);
    }

    gates(about, round) {
      const scores = PSL.score.score(about, round.answers);
      const held = new Set([scores.overall, ...Object.values(scores.sections)].flatMap((one) => one.gates));
      PSL.draw.into(this.at("gates"), [...held].map((gate) => PSL.draw.el("p", { class: "psl-gate" },
        PSL.draw.el("b", {}, "Scores are held down: "), gate.why)));
    }

    findings(about, round) {
      if (about.kind === "survey" || about.kind === "planner") return;
      const { el } = PSL.draw;
      const strong = PSL.score.strengths(about, round.answers);
      const weak = PSL.score.priorities(about, round.answers);
      const item = (one) => el("li", {}, el("a", { href: `#${one.id}` }, one.text), " ", PSL.draw.level(about, round.answers[one.id].level));
      const helped = (one) => {
        const line = item(one);
        if (one.helps.length) {
          line.append(el("p", { class: "psl-helps" }, "What helps: ", one.helps.map((help, at) => [at ? ", " : "", el("a", { href: help.url }, help.title)]).flat()));
        }
        return line;
      };
      PSL.draw.into(this.at("findings"),
        strong.length ? [el("h3", {}, "Strengths to build on"), el("ul", {}, strong.map(item))] : [],
        weak.length ? [el("h3", {}, "Priorities to plan for"), el("ol", {}, weak.map(helped))] : []);
    }

    /* Which answers moved since the round before, and why: the notes stand beside. */
    changes(about, round, before) {
      const { el, answer } = PSL.draw;
      if (!before) {
        PSL.draw.into(this.at("changes"));
        return;
      }
      const moved = PSL.score.statementsOf(about).filter((item) => {
        const [old, now] = [before.answers[item.id], round.answers[item.id]];
        return (old || now) && ((old && old.level) || null) !== ((now && now.level) || null);
      });
      const rows = moved.map((item) => {
        const now = round.answers[item.id];
        const why = now ? now.note || (now.evidence[0] ? now.evidence[0].text : "") || now.reason : "";
        return [el("a", { href: `#${item.id}` }, item.text), answer(about, before.answers[item.id]), answer(about, now),
          why ? PSL.draw.shortened(why, 300) : el("span", { class: "psl-quiet" }, "No note yet: write why below the statement")];
      });
      PSL.draw.into(this.at("changes"), el("h3", {}, `Since ${PSL.draw.day(before.date) || "the round before"}`),
        rows.length ? PSL.draw.table("what changed", ["Statement", "Before", "Now", "Why"], rows) : el("p", {}, "No answer has moved yet."),
        about.kind === "framework" ? this.terms(about) : null);
    }

    /* A year of a framework: how far each round has come. A person's growth has no score. */
    terms(about) {
      const rows = this.instrument.draft.rounds(about.id).map((one) => {
        const score = PSL.score.score(about, one.answers).overall;
        return [PSL.draw.roundName(one, about.kind), `${score.answered} of ${score.total}`];
      });
      return PSL.draw.table("rounds of the year", ["Round", "Answered"], rows);
    }
  };
})();
