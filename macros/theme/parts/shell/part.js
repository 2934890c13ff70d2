/* What every page has: the colours' switch, the menu of a phone, the side
   navigation of a wide screen, glossary terms, printing.
   Every page works without it. */
(function () {
  "use strict";

  var root = document.documentElement;
  var KEY = "psl:theme";

  /* One broken piece must not silence the others. */
  function each(selector, enhance) {
    document.querySelectorAll(selector).forEach(function (element) {
      try {
        enhance(element);
      } catch (error) {
        console.error("shell, " + selector + ":", error);
      }
    });
  }

  // Colours: a button in the header, three choices in the footer.

  function dark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function choose(theme) {
    if (theme) root.setAttribute("data-theme", theme);
    else root.removeAttribute("data-theme");
    try {
      if (theme) window.localStorage.setItem(KEY, theme);
      else window.localStorage.removeItem(KEY);
    } catch (blocked) {
      /* The choice then lasts as long as the page. */
    }
    tell();
  }

  function tell() {
    each("[data-part=theme]", function (button) {
      button.setAttribute("aria-label", dark() ? "Use light colours" : "Use dark colours");
    });
    each("[data-part=schemes] input", function (choice) {
      choice.checked = choice.value === (root.getAttribute("data-theme") || "");
    });
  }

  each("[data-part=theme]", function (button) {
    button.addEventListener("click", function () { choose(dark() ? "light" : "dark"); });
  });

  each("[data-part=schemes]", function (choices) {
    choices.addEventListener("change", function (event) { choose(event.target.value); });
  });

  tell();

  // The menu of a phone.

  each("[data-part=menu]", function (button) {
    var menu = document.getElementById(button.getAttribute("aria-controls"));

    function show(open) {
      button.setAttribute("aria-expanded", String(open));
      menu.toggleAttribute("data-open", open);
    }

    button.addEventListener("click", function () {
      show(button.getAttribute("aria-expanded") !== "true");
    });

    [button, menu].forEach(function (place) {
      place.addEventListener("keydown", function (event) {
        if (event.key !== "Escape" || !menu.hasAttribute("data-open")) return;
        show(false);
        button.focus();
      });
    });
  });

  // The side navigation stands open where there is room beside the text.

  each("[data-part=side-nav]", function (side) {
    if (!side.closest(".psl-reading")) return;
    var wide = window.matchMedia("(min-width: 64rem)");

    function follow() { side.open = wide.matches; }

    follow();
    wide.addEventListener("change", follow);
  });

  // Glossary terms: explained on hover and on focus, Escape closes, the
  // explanation can be pointed at and stays until one leaves.

  each("main", function (main) {
    var note = document.createElement("div");
    var current = null;
    var timer = null;
    note.id = "psl-term-note";
    note.className = "psl-term-note";
    note.setAttribute("role", "tooltip");
    note.hidden = true;

    function open(term) {
      window.clearTimeout(timer);
      if (current === term) return;
      close();
      current = term;
      note.textContent = term.getAttribute("data-term");
      term.setAttribute("aria-describedby", note.id);
      // Beside the term in the document, so that it moves with the text.
      document.body.appendChild(note);
      note.hidden = false;
      place(term);
    }

    function place(term) {
      var box = term.getClientRects()[0];
      var page = document.documentElement;
      var left = Math.min(box.left, page.clientWidth - note.offsetWidth - 8);
      var above = box.top - note.offsetHeight - 6;
      var top = above < 0 ? box.bottom + 6 : above;
      note.style.setProperty("left", Math.max(8, left) + window.scrollX + "px");
      note.style.setProperty("top", top + window.scrollY + "px");
    }

    function close() {
      window.clearTimeout(timer);
      if (!current) return;
      current.removeAttribute("aria-describedby");
      current = null;
      note.hidden = true;
    }

    function closeSoon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(close, 250);
    }

    function termAt(event) {
      return event.target.closest ? event.target.closest("a.term[data-term]") : null;
    }

    main.addEventListener("mouseover", function (event) {
      var term = termAt(event);
      if (term) open(term);
      else if (current) closeSoon();
    });
    main.addEventListener("mouseleave", closeSoon);
    main.addEventListener("focusin", function (event) {
      var term = termAt(event);
      if (term) open(term);
    });
    main.addEventListener("focusout", close);
    note.addEventListener("mouseover", function () { window.clearTimeout(timer); });
    note.addEventListener("mouseleave", closeSoon);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") close();
    });
    window.addEventListener("resize", close);
  });

  // Printing: closed details are opened for the paper and closed again after.

  each("[data-part=print]", function (button) {
    button.addEventListener("click", function () { window.print(); });
  });

  window.addEventListener("beforeprint", function () {
    each("main details:not([open]):not(.psl-side)", function (details) {
      details.setAttribute("data-opened-to-print", "");
      details.open = true;
    });
  });

  window.addEventListener("afterprint", function () {
    each("[data-opened-to-print]", function (details) {
      details.removeAttribute("data-opened-to-print");
      details.open = false;
    });
  });
})();
