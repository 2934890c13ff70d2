// Nothing to change here. A school's own list is our-school/list.js at the top of its copy, beside
// START-HERE.html.
window.OUR_SCHOOL = "";
