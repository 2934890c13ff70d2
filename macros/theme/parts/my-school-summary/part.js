/* The page for governors, and the evidence pack: both from the school's latest
   rounds, both made to be printed on A4. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const MOST = 8;

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
      return PSL.draw.el("p", {}, PSL.draw.el("b", {}, record.school || "Our school"), `, ${PSL.draw.day(PSL.file.today())}. Judged by the school, with the Partner Schools Library, edition ${record.edition}.`);
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
      const judged = latest.filter((one) => one.about.kind !== "planner");
      const rows = judged.map(({ about, round, before }) => {
        const score = PSL.score.score(about, round.answers).overall;
        const top = Math.max(...Object.values(about.values));
        return [about.title, PSL.draw.day(round.date), score.hundredths === null ? "–" : `${PSL.score.decimal(score.hundredths)} of ${top}`,
          this.moved(about, round, before), `${score.answered} of ${score.total}`];
      });
      const named = (find, most) => judged.flatMap(({ about, round }) => find(about, round.answers, 1).map((item) => ({ about, item, answer: round.answers[item.id] }))).slice(0, most);
      const line = ({ about, item, answer }) => el("li", {}, `${PSL.draw.shortened(item.text, 140)} (${about.strand}: `, PSL.draw.level(about, answer.level), ")");
      const due = this.school.pieces[0].due();
      const open = due.filter((one) => !one.done);
      const late = open.filter((one) => one.by && one.by < PSL.file.today());
      const actions = due.filter((one) => one.kind === "Action");
      return [this.head(),
        rows.length ? table("for governors", ["Self-evaluation", "Date", "Score", "Since the last round", "Answered"], rows) : null,
        this.list("Strengths", named(PSL.score.strengths, 4).map(line)), this.list("Priorities", named(PSL.score.priorities, 4).map(line)),
        el("h3", {}, "Plans"),
        el("p", {}, `${actions.filter((one) => one.done).length} of ${actions.length} actions are done; ${late.length === 1 ? "1 target or action is" : `${late.length} targets or actions are`} overdue.`),
        open.length ? table("next dates", ["Next", "By", "Owner"], open.slice(0, MOST).map((one) => [`${one.kind}: ${PSL.draw.shortened(one.what, 110)}`, PSL.draw.day(one.by) || "No date", PSL.draw.shortened(one.owner, 60) || "–"])) : null,
        el("p", { class: "psl-desk-note" }, "A score is the mean of the levels answered. It shows where to ask, and is no ranking of schools or people."),
      ].flat();
    }

    list(title, lines) {
      const { el } = PSL.draw;
      return lines.length ? [el("h3", {}, title), el("ul", {}, lines)] : [];
    }

    pack({ about, round }) {
      const { el } = PSL.draw;
      const items = PSL.score.statementsOf(about).filter((item) => PSL.rules.own(round.answers, item.id)).map((item) => this.item(about, round, item));
      return [el("h3", {}, about.title), el("p", {}, PSL.draw.roundName(round, about.kind)), ...items];
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
