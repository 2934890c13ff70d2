/* What the finder's choices let through, and how many results each would leave. */
(function () {
  "use strict";

  const PSL = (window.PSL = window.PSL || {});
  const FACETS = ["strand", "kind", "role", "phase", "format", "minutes"];
  const NO_RESOURCE = ["chapter", "strand", "page"];

  const FORMATS = {
    csv: "Table (CSV)", xlsx: "Excel", docx: "Word", pptx: "PowerPoint", pdf: "PDF", epub: "E-book (EPUB)",
    odt: "OpenDocument", html: "Web page", ics: "Calendar", md: "Plain text", json: "Data (JSON)",
  };

  /* Whether an entry has a value of a facet. */
  const HAS = {
    strand: (pages, entry, slug) => (pages.strands[pages.strand[entry]] || [])[0] === slug,
    kind: (pages, entry, kind) => pages.kind[entry] === kind,
    role: (pages, entry, role) => hasBit(pages.roles[entry], pages.allRoles.indexOf(role)),
    // No phase named: it suits every phase.
    phase: (pages, entry, phase) => !pages.phases[entry] ||
      hasBit(pages.phases[entry], pages.allPhases.indexOf(phase)),
    format: (pages, entry, format) => pages.formats[entry].split(" ").includes(format),
    minutes: (pages, entry, most) => pages.minutes[entry] <= Number(most),
  };

  function hasBit(bits, at) {
    return at >= 0 && Boolean(bits & (1 << at));
  }

  class Facets {
    /* `asked` is what the address says. */
    constructor(pages, asked) {
      this.pages = pages;
      this.chosen = FACETS.map((facet) => [facet, asked.getAll(facet).filter(Boolean)])
        .filter(([, values]) => values.length);
    }

    /* The facets whose choices an entry does not meet. */
    missed(entry) {
      return this.chosen.filter(([facet, values]) =>
        !values.some((value) => HAS[facet](this.pages, entry, value))).map(([facet]) => facet);
    }

    allows(entry) {
      return !this.missed(entry).length;
    }

    /* Every resource in the library's order; pages of other kinds when their kind is chosen. */
    everything() {
      const { kind } = this.pages;
      const kinds = (this.chosen.find(([facet]) => facet === "kind") || [null, []])[1];
      return kind.map((_, entry) => entry)
        .filter((entry) => kinds.includes(kind[entry]) || !NO_RESOURCE.includes(kind[entry]));
    }

    /* For each choice of a form, how many of these entries it would leave beside the choices
       made in the other facets. */
    counts(entries, choices) {
      const missed = entries.map((entry) => this.missed(entry));
      return choices.map(({ name, value }) => entries.filter((entry, at) =>
        (!missed[at].length || (missed[at].length === 1 && missed[at][0] === name)) &&
        HAS[name](this.pages, entry, value)).length);
    }
  }

  /* Choices for the formats that the library's resources can be taken away in. */
  function offerFormats(root, pages) {
    const facet = root.querySelector("[data-facet=format]");
    const all = pages.formats.flatMap((some) => some.split(" ")).filter(Boolean);
    for (const format of Array.from(new Set(all)).sort()) {
      const choice = root.querySelector("[data-format]").content.firstElementChild.cloneNode(true);
      choice.querySelector("input").value = format;
      choice.querySelector("span").textContent = FORMATS[format] || format.toUpperCase();
      facet.querySelector("fieldset").append(choice);
      facet.hidden = false;
    }
  }

  PSL.searchFacets = { Facets, offerFormats };
})();
