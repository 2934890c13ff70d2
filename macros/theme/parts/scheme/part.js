/* The one script that runs before the page is drawn: the colours that the
   reader chose, so that nothing flashes, and marks that scripts run and that
   the page comes from a server. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-scripts", "");
  if (window.location.protocol !== "file:") root.setAttribute("data-served", "");
  try {
    var theme = window.localStorage.getItem("psl:theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (blocked) {
    /* Storage may be blocked; the device's own colours stand then. */
  }
})();
