/* The page for governors, and the evidence pack: both from the school's latest
   rounds, both made to be printed on A4. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  /* As much as one sheet of A4 holds. */
  const MOST = { dates: 5, instruments: 8, moved: 3, named: 3 };

  PSL.SchoolSummary = class {
    constructor(school) {
      this.school = school;
    }

    show() {
      const latest = this.school.latest();
      const nothing = () => PSL.draw.el("p", {}, "There is nothing to show yet.");
      PSL.draw.into(this.school.at("summary"), latest.length ? this.summary(latest) : nothing());
      PSL.draw.into(this.school.at("pack"), latest.length ? latest.map((one) => this.pack(one)).flat() : nothing());
    }

    head() {
      const record = this.school.draft.record;
      return PSL.draw.el("p", {}, PSL.draw.el("b", {}, record.school || "Our school"), `, ${PSL.draw.day(PSL.file.today())}. Judged by the school, with ${this.school.draft.library.short}, edition ${record.edition}.`);
    }

    /* How a score stands to the round before, in words. */
    moved(about, round, before) {
      if (!before) return "first round";
      const [now, then] = [round, before].map((one) => PSL.score.score(about, one.answers).overall.hundredths);
      if (now === null || then === null) return "–";
      const by = PSL.score.decimal(Math.abs(now - then));
      return now === then ? "no change" : now > then ? `up ${by}` : `down ${by}`;
    }

    summary(latest) {
      const { el, table } = PSL.draw;
      const judged = latest.filter((one) => one.about.kind !== "planner").sort((a, b) => (b.round.date || "").localeCompare(a.round.date || ""));
      const rows = judged.slice(0, MOST.instruments).map(({ about, round, before }) => {
        const score = PSL.score.score(about, round.answers).overall;
        const top = Math.max(...Object.values(about.values));
        return [about.title, PSL.draw.day(round.date), score.hundredths === null ? "–" : `${PSL.score.decimal(score.hundredths)} of ${top}`,
          this.moved(about, round, before), `${score.answered} of ${score.total}`];
      });
      const weak = this.outmost(judged, PSL.score.priorities, 1);
      const strong = this.outmost(judged, PSL.score.strengths, -1).filter((one) => !weak.some(({ item }) => item.id === one.item.id));
      const line = ({ about, item, answer }) => el("li", {}, `${PSL.draw.shortened(item.text, 140)} (${about.strand}: `, PSL.draw.level(about, answer.level), ")");
      const due = this.school.pieces[0].due();
      const open = due.filter((one) => !one.done);
      const late = open.filter((one) => one.by && one.by < PSL.file.today());
      const actions = due.filter((one) => one.kind === "Action");
      return [this.head(),
        rows.length ? table("for governors", ["Self-evaluation", "Date", "Score", "Since the last round", "Answered"], rows) : null,
        this.list("Strengths", strong.map(line)), this.list("Priorities", weak.map(line)),
        this.list("What has moved", this.changes(judged)),
        el("h3", {}, "Plans"),
        el("p", {}, `${actions.filter((one) => one.done).length} of ${actions.length} actions are done; ${late.length === 1 ? "1 target or action is" : `${late.length} targets or actions are`} overdue.`),
        open.length ? table("next dates", ["Next", "By", "Owner"], open.slice(0, MOST.dates).map((one) => [`${one.kind}: ${PSL.draw.shortened(one.what, 80)}`, PSL.draw.day(one.by) || "No date", PSL.draw.shortened(one.owner, 30) || "–"])) : null,
        el("p", { class: "psl-desk-note" }, "A score is the mean of the levels answered. It shows where to ask, and is no ranking of schools or people."),
      ].flat();
    }

    /* The weakest (1) or strongest (-1) statements over all instruments, each measured by its own scale. */
    outmost(judged, find, way) {
      const found = judged.flatMap(({ about, round }) => find(about, round.answers).map((item) => {
        const answer = round.answers[item.id];
        return { about, item, answer, share: about.values[answer.level] / Math.max(...Object.values(about.values)) };
      }));
      return found.sort((a, b) => way * (a.share - b.share)).slice(0, MOST.named);
    }

    /* Statements whose level changed since the round before, and why. */
    changes(judged) {
      const { el, level, shortened } = PSL.draw;
      const of = (round, id) => (round && PSL.rules.own(round.answers, id) ? round.answers[id] : null);
      const moved = judged.filter((one) => one.before).flatMap(({ about, round, before }) => PSL.score.statementsOf(about)
        .map((item) => ({ about, item, old: of(before, item.id), now: of(round, item.id) }))
        .filter(({ old, now }) => old && now && old.level && now.level && old.level !== now.level));
      const why = ({ note, evidence }) => note || (evidence[0] ? evidence[0].text : "");
      const lines = moved.slice(0, MOST.moved).map(({ about, item, old, now }) => el("li", {}, `${shortened(item.text, 100)} From `, level(about, old.level), " to ", level(about, now.level),
        why(now) ? `: ${shortened(why(now), 90)}` : "."));
      return moved.length > MOST.moved ? [...lines, el("li", {}, `And ${moved.length - MOST.moved} more.`)] : lines;
    }

    list(title, lines) {
      const { el } = PSL.draw;
      return lines.length ? [el("h3", {}, title), el("ul", {}, lines)] : [];
    }

    pack({ about, round, before }) {
      const { el } = PSL.draw;
      const items = PSL.score.statementsOf(about).filter((item) => PSL.rules.own(round.answers, item.id)).map((item) => this.item(about, round, item));
      return [el("h3", {}, about.title), el("p", {}, PSL.draw.roundName(round, about.kind)), this.results(about, round, before), ...items];
    }

    /* An instrument's scores by section, beside those of the round before. */
    results(about, round, before) {
      if (about.kind === "planner") return null;
      const [now, then] = [round, before].map((one) => one && PSL.score.score(about, one.answers));
      const value = (score) => (score && PSL.score.decimal(score.hundredths)) || "–";
      const rows = [...about.sections.map((section) => [section.title, now.sections[section.id], then && then.sections[section.id]]), ["All", now.overall, then && then.overall]];
      return PSL.draw.table(`results of ${about.title}`, ["Section", "Score", "Answered", ...(then ? [`Score of ${PSL.draw.day(before.date) || "the round before"}`] : [])],
        rows.map(([title, one, old]) => [title, value(one), `${one.answered} of ${one.total}`, ...(then ? [value(old)] : [])]));
    }

    item(about, round, item) {
      const { el } = PSL.draw;
      const answer = round.answers[item.id];
      const given = (name, text) => (text ? el("p", {}, el("b", {}, `${name}: `), text) : null);
      const view = PSL.rules.own(round.moderated, item.id) ? round.moderated[item.id] : null;
      const joint = PSL.rules.own(round.joint, item.id) ? round.joint[item.id] : null;
      const target = answer.target && answer.target.level ? [PSL.draw.level(about, answer.target.level), answer.target.by ? ` by ${PSL.draw.day(answer.target.by)}` : ""] : null;
      return el("div", { class: "psl-pack-item" },
        el("p", {}, el("b", {}, `${item.id} ${item.text}`)),
        el("p", {}, el("b", {}, "Our answer: "), PSL.draw.answer(about, answer), answer.copied ? " (copied from the last round, not looked at yet)" : ""),
        view ? el("p", {}, el("b", {}, "The adviser’s view: "), PSL.draw.level(about, view.level), [view.reason, view.by, PSL.draw.day(view.date)].filter(Boolean).map((one) => ` – ${one}`).join("")) : null,
        joint ? el("p", {}, el("b", {}, "Settled together: "), PSL.draw.level(about, joint.level), joint.reason ? ` – ${joint.reason}` : "") : null,
        answer.evidence.map((one) => given("Evidence", [one.text, PSL.draw.day(one.date), one.strength].filter(Boolean).join(", "))),
        given("Notes", answer.note), given("Goal", answer.goal), given("Measure", answer.measure), given("What helps", answer.helps), given("What hinders", answer.hinders),
        target ? el("p", {}, el("b", {}, "Target: "), target) : null,
        answer.actions.map((one) => given("Action", [one.text, one.owner, one.by ? `by ${PSL.draw.day(one.by)}` : "", one.done ? "done" : ""].filter(Boolean).join(", "))));
    }
  };
})();
