/* The plan beneath a statement: evidence, what helps and hinders, target,
   actions, the adviser's view. Drawn when it is opened or holds something. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  /* Between an input and its place in an answer, such as "evidence.0.date". */
  PSL.path = {
    put(input, answer) {
      const value = input.dataset.path.split(".").reduce((at, key) => (at === null || at === undefined ? at : at[key]), answer);
      if (input.type === "checkbox") input.checked = value === true;
      else input.value = value === null || value === undefined ? "" : value;
    },
    take(input, answer) {
      const keys = input.dataset.path.split(".");
      const last = keys.pop();
      if (keys[0] === "target" && answer.target === null) answer.target = { level: null, by: null };
      const place = keys.reduce((at, key) => at[key], answer);
      const plain = ["date", "by", "level", "strength"].includes(last);
      place[last] = input.type === "checkbox" ? input.checked : plain ? input.value || null : input.value;
    },
  };

  const EMPTY = {
    evidence: () => ({ text: "", date: PSL.file.today(), strength: null }),
    actions: () => ({ text: "", owner: "", by: null, done: false }),
  };

  PSL.Plan = class {
    constructor(instrument) {
      this.instrument = instrument;
      this.planner = instrument.about.kind === "planner";
      const form = instrument.form;
      form.addEventListener("click", (event) => this.clicked(event.target.closest("[data-add], [data-remove]")));
      // Paper needs no empty fields of a plan that is begun.
      window.addEventListener("beforeprint", () => form.querySelectorAll(".psl-plan label").forEach((label) => {
        const input = label.querySelector("input, select, textarea");
        label.toggleAttribute("data-empty", input.type === "checkbox" ? !input.checked : !input.value);
      }));
      form.querySelectorAll("[data-plan]").forEach((details) => {
        details.addEventListener("toggle", () => {
          if (details.open && !details.querySelector(".psl-plan-body")) instrument.showStatement(details.closest("[data-statement]"));
        });
      });
    }

    template(name) {
      return this.instrument.form.querySelector(`template[data-template=${name}]`).content.cloneNode(true);
    }

    holds(answer, id) {
      return answer.evidence.length + answer.actions.length > 0 || Boolean(answer.helps || answer.hinders) ||
        answer.target !== null || PSL.rules.own(this.instrument.round.moderated, id) || PSL.rules.own(this.instrument.round.joint, id);
    }

    /* Draws what a statement's plan holds; the inputs are filled by whoever asked. */
    show(statement, answer) {
      const details = statement.querySelector("[data-plan]");
      const id = statement.dataset.statement;
      const used = this.holds(answer, id);
      this.told(statement, answer);
      let body = details.querySelector(".psl-plan-body");
      if (!body && !used && !details.open) return;
      if (!body) {
        details.append(this.template("plan"));
        body = details.querySelector(".psl-plan-body");
      }
      ["evidence", "actions"].forEach((name) => {
        const list = body.querySelector(`[data-list=${name}]`);
        if (list) list.replaceChildren(...answer[name].map((one, at) => this.row(name, at)));
      });
      const view = PSL.rules.own(this.instrument.round.moderated, id) ? this.instrument.round.moderated[id] : {};
      body.querySelectorAll("[data-view]").forEach((input) => { input.value = view[input.dataset.view] || ""; });
      this.settled(body, id);
    }

    settled(body, id) {
      const line = body.querySelector("[data-joint]");
      const joint = PSL.rules.own(this.instrument.round.joint, id) ? this.instrument.round.joint[id] : null;
      if (!line) return;
      line.hidden = !joint;
      if (joint) PSL.draw.into(line, PSL.draw.el("b", {}, "Settled together: "), PSL.draw.level(this.instrument.about, joint.level), joint.reason ? ` – ${joint.reason}` : "");
    }

    row(name, at) {
      const row = this.template(name).firstElementChild;
      row.querySelectorAll("[data-path]").forEach((input) => { input.dataset.path = input.dataset.path.replace("#", at); });
      row.querySelector("[data-remove]").dataset.at = at;
      return row;
    }

    /* How much there is, in the line that opens the plan. */
    told(statement, answer) {
      const details = statement.querySelector("[data-plan]");
      const target = answer.target && answer.target.level !== null
        ? [`target ${(this.instrument.about.levels.find((one) => one.key === answer.target.level) || { name: answer.target.level }).name}`] : [];
      const many = (count, word) => (count ? [`${count} ${word}${count === 1 ? "" : "s"}`] : []);
      details.querySelector("[data-plan-count]").textContent = [
        ...(answer.evidence.length ? [`${answer.evidence.length} of evidence`] : []), ...target, ...many(answer.actions.length, "action"),
      ].join(", ");
      details.toggleAttribute("data-used", this.holds(answer, statement.dataset.statement));
    }

    clicked(button) {
      if (!button) return;
      const statement = button.closest("[data-statement]");
      const answer = this.instrument.answer(statement.dataset.statement);
      const name = button.dataset.add || button.dataset.remove;
      if (button.dataset.add) {
        if (answer[name].length >= PSL.rules.MOST.list) {
          this.instrument.say("A statement holds at most 50 of these.", true);
          return;
        }
        answer[name].push(EMPTY[name]());
      } else answer[name].splice(Number(button.dataset.at), 1);
      this.instrument.showStatement(statement);
      const rows = statement.querySelectorAll(`[data-list=${name}] > *`);
      const next = button.dataset.add ? rows[rows.length - 1].querySelector("textarea") : statement.querySelector(`[data-add=${name}]`);
      next.focus();
      this.instrument.touched();
    }

    /* The adviser's view, out of its inputs. */
    viewed(statement, id) {
      const view = { level: null, reason: "", by: "", date: null };
      statement.querySelectorAll("[data-view]").forEach((input) => {
        const name = input.dataset.view;
        view[name] = input.value || (name === "level" || name === "date" ? null : "");
      });
      const all = this.instrument.round.moderated;
      if (Object.values(view).some(Boolean)) all[id] = view;
      else delete all[id];
    }
  };
})();
