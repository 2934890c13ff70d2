/* Reloads a page when its site was built anew. Only `serve` adds this script; sites have none. */
(function () {
  "use strict";

  var version = Number(new URL(document.currentScript.src).searchParams.get("version"));
  var stream = null;
  var notice = null;

  /* A browser keeps six connections to one address: only the page that is looked at may hold one. */
  function listen() {
    if (document.hidden) {
      if (stream) stream.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource("/-/news?" + version);
      stream.onmessage = function (event) { react(JSON.parse(event.data)); };
    }
  }

  function react(news) {
    if (news.version === version && !news.problems) return;
    version = news.version;
    if (!news.problems) location.reload();
    else tell(news.problems);
  }

  function tell(problems) {
    if (!notice) {
      notice = document.createElement("pre");
      notice.setAttribute("role", "alert");
      Object.assign(notice.style, {
        position: "fixed", inset: "auto 0 0 0", zIndex: 9999, margin: 0, padding: "1rem",
        maxHeight: "50vh", overflow: "auto", whiteSpace: "pre-wrap",
        background: "#5b1a1a", color: "#fff", font: "14px/1.5 monospace"
      });
      document.body.append(notice);
    }
    notice.textContent = "This page is the last good one.\n\n" + problems;
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
