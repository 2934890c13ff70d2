/* The one script that runs before the page is drawn: the colours that the
   reader chose, so that nothing flashes, a mark that scripts run, and, where the
   page comes from a server, its letters before anything is drawn in others. */
(function () {
  "use strict";
  var root = document.documentElement;
  var own = document.currentScript.src;
  root.setAttribute("data-scripts", "");
  try {
    var theme = window.localStorage.getItem("psl:theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (blocked) {
    /* Storage may be blocked; the device's own colours stand then. */
  }
  if (window.location.protocol === "file:") return;
  root.setAttribute("data-served", "");
  ["atkinson-hyperlegible-next/atkinson-hyperlegible-next-400",
    "atkinson-hyperlegible-next/atkinson-hyperlegible-next-700",
    "literata/literata-600-display"].forEach(function (name) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "";
    link.href = new URL("../vendor/" + name + ".woff2", own).href;
    document.head.appendChild(link);
  });
})();
