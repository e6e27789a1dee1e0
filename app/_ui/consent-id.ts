/** Where on a page its visitor is told what they answered. A page left behind stays in the document, so each has ids of its own. */
export const consentId = (page: string, answer: "yes" | "no") => `consent${page.replace(/\W+/g, "-")}-${answer}`;
