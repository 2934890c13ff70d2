// Your school's own documents. START-HERE.html and the library's page "Our school" list them.
//
// 1. Put the files into this folder.
// 2. Write one line for each between the two ` marks: what it is called, an upright stroke |, and
//    the file, or an address that begins with https://. A few words may follow another stroke.
//
//    Behaviour policy 2026 | behaviour-policy.pdf
//    How we mark | teaching/how-we-mark.docx | Agreed in June, looked at again every year
//    Our website | https://www.example.sch.uk
//
// The check of the copy passes over this folder, and an update leaves it alone.
window.OUR_SCHOOL = `
`;
