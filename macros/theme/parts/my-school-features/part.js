/* Results by feature, over all of the school's latest rounds: what audits say as
   a chart, and what every instrument says as a table. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});

  PSL.SchoolFeatures = class {
    constructor(school) {
      this.school = school;
    }

    /* [{feature, results: [{about, score}]}] of what has been answered, in order of the features' ids. */
    found() {
      const named = new Map();
      this.school.latest().filter(({ about }) => about.kind !== "planner").forEach(({ about, round }) => {
        PSL.score.features(about, round.answers).filter((one) => one.score.counted).forEach(({ feature, score }) => {
          const one = named.get(feature.id) || { feature, results: [] };
          one.results.push({ about, score });
          named.set(feature.id, one);
        });
      });
      return [...named.values()].sort((a, b) => a.feature.id.localeCompare(b.feature.id));
    }

    show() {
      const { el, into, table } = PSL.draw;
      const found = this.found();
      const top = (about) => Math.max(...Object.values(about.values));
      const rows = found.map(({ feature, results }) => [el("a", { href: feature.url }, `${feature.id} ${feature.name}`),
        el("span", {}, results.map(({ about, score }) => el("span", { class: "psl-spread" }, `${PSL.score.decimal(score.hundredths)} of ${top(about)} in `, el("a", { href: about.url }, about.title))))]);
      into(this.school.at("features"), rows.length ? [this.chart(found), table("results by feature", ["Feature", "Score"], rows, true)]
        : el("p", {}, "No results yet."));
    }

    chart(found) {
      const audits = found.map(({ feature, results }) => ({ feature, result: results.find(({ about }) => about.kind === "audit") })).filter((one) => one.result);
      if (!audits.length) return null;
      return PSL.draw.bars("Audits by feature", audits.map(({ feature, result }) => ({ name: `${feature.id} ${feature.name}`, value: result.score.hundredths })),
        Object.values(audits[0].result.about.values));
    }
  };
})();
