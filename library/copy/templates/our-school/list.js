// Your school's own documents, shown on START-HERE.html. Put the files into this folder.
// One line each, between the two ` marks: what it is called, an upright stroke, the file.
// Example:   Behaviour policy 2026 | behaviour-policy.pdf
window.OUR_SCHOOL = `
`;
