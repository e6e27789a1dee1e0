import { escaped } from "../render";
import type { Letter } from "../templates";

/** Telegram counts what is shown, 4,096 signs at most. */
const SHOWN_MAX = 4_000;

export type ChatMessage = { text: string; buttons: { text: string; url: string }[] };

/**
 * A letter as a short message: no greeting and no footer, codes to be copied with a tap, links as buttons. An address that Telegram
 * takes for none, as that of one's own machine, stands in the text.
 */
export function asChatMessage(letter: Letter): ChatMessage {
  const { subject, before, details, after, button, another, receipt } = letter;
  const links = [button, another, receipt].filter((link) => link !== undefined);
  const room = { left: SHOWN_MAX };
  const say = (text: string) => escaped(clipped(text, room));
  const [, ...said] = before; // the first is the greeting
  const parts = [
    `<b>${say(subject)}</b>`,
    ...said.map(say),
    details.map(([label, value]) => `${say(label)}: ${detailOf(value, say)}`).join("\n"),
    ...after.map(say),
    ...links.filter(({ url }) => !isButton(url)).map(({ label, url }) => `${say(label)}:\n${say(url)}`),
  ];
  return {
    text: parts.filter(Boolean).join("\n\n"),
    buttons: links.filter(({ url }) => isButton(url)).map(({ label, url }) => ({ text: label, url })),
  };
}

/** Payment codes and account numbers are there to be copied. */
function detailOf(value: string, say: (text: string) => string): string {
  return /^(BK-\w{5}|UA\d{27}|\d{8,14})$/.test(value) ? `<code>${say(value)}</code>` : say(value);
}

function clipped(text: string, room: { left: number }): string {
  const kept = text.length <= room.left ? text : `${text.slice(0, Math.max(0, room.left - 1)).trimEnd()}…`;
  room.left = Math.max(0, room.left - kept.length);
  return kept;
}

function isButton(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname.includes(".") && !/^[\d.]+$/.test(hostname);
}
