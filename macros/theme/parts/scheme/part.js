/* The one script that runs before the page is drawn: the colours that the
   reader chose, so that nothing flashes, and a mark that scripts run. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-scripts", "");
  try {
    var theme = window.localStorage.getItem("psl:theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (blocked) {
    /* Storage may be blocked; the device's own colours stand then. */
  }
})();
