const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to say them
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** A text for HTML or XML, inside an element or an attribute. */
export const escaped = (text: string | number) =>
  String(text)
    .replace(NOT_IN_XML, "")
    .replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");
