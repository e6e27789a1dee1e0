import type { Letter } from "./templates";

/** A letter as plain text: what a phone's notification and a screen reader get. */
export function asText({ before, code, details, after, button, another, receipt, footer }: Letter): string {
  const facts = details.map(([label, value]) => `${label}: ${value}`).join("\n");
  const links = [button, another, receipt].map((link) => link && `${link.label}:\n${link.url}`);
  return `${[...before, code, facts, ...after, ...links, `-- \n${footer}`].filter(Boolean).join("\n\n")}\n`;
}

/**
 * The same letter as simple HTML: no pictures and no colours but the button's, so that the reader's light or dark theme
 * decides, with styles inline because mail programs drop the rest.
 */
export function asHtml(letter: Letter): string {
  const { locale, subject, before, code, details, after, button, another, receipt, footer } = letter;
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${lines(text)}</p>`;
  const body = [
    ...before.map(paragraph),
    code &&
      `<p style="margin:0 0 16px;font:700 32px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px">${escaped(code)}</p>`,
    details.length > 0 && table(details),
    ...after.map(paragraph),
    button && pressed(button),
    another && beside(another),
    receipt && beside(receipt),
    `<p style="margin:32px 0 0;font-size:13px;opacity:.75">${lines(footer)}</p>`,
  ];
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif">
<div style="max-width:560px;margin:0 auto">
${body.filter(Boolean).join("\n")}
</div>
</body>
</html>
`;
}

function table(details: Letter["details"]): string {
  const rows = details.map(
    ([label, value]) =>
      `<tr><td style="padding:4px 16px 4px 0;vertical-align:top;opacity:.75">${escaped(label)}</td><td style="padding:4px 0;font-weight:600;word-break:break-word">${address(value)}</td></tr>`,
  );
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px;border-collapse:collapse">${rows.join("")}</table>`;
}

function address(value: string): string {
  const text = escaped(value);
  return /^https:\/\/\S+$/.test(value) ? `<a href="${text}" style="color:inherit">${text}</a>` : text;
}

function pressed({ label, url }: NonNullable<Letter["button"]>): string {
  return `<p style="margin:24px 0"><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1d6b4f;color:#ffffff;font-weight:600;text-decoration:none">${escaped(label)}</a></p>`;
}

function beside({ label, url }: NonNullable<Letter["button"]>): string {
  return `<p style="margin:0 0 16px"><a href="${escaped(url)}" style="color:inherit">${escaped(label)}</a></p>`;
}

const lines = (text: string) => escaped(text).replace(/\r?\n/g, "<br>");

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as HTML: mails and Telegram know the same signs. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}
