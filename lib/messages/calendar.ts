import { env } from "@/lib/core/env";

export type Meeting = {
  id: string; // the same for the same meeting, so that a newer file takes the place of an older one
  version: number; // how often it was agreed
  agreedAt: Date;
  meetsAt: Date;
  minutes: number; // how long it lasts
  title: string;
  place: string;
  notes: string;
};

const LINE_OCTETS = 75;
const ALARM = "-PT1H";

/**
 * A meeting as an iCalendar file (RFC 5545). The time is written in UTC: it is the agreed instant on every device, and clocks of
 * the community's zone show the agreed time on both sides of a change of clocks.
 */
export function meetingFile({ id, version, agreedAt, meetsAt, minutes, title, place, notes }: Meeting): string {
  const host = new URL(env.APP_URL).hostname;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Bookraiser//Calendar//EN",
    "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    `UID:${id}@${host}`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${utc(agreedAt)}`,
    `DTSTART:${utc(meetsAt)}`,
    `DURATION:PT${minutes}M`,
    `SUMMARY:${text(title)}`,
    `LOCATION:${text(place)}`,
    `DESCRIPTION:${text(notes)}`,
    "STATUS:CONFIRMED",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `TRIGGER:${ALARM}`,
    `DESCRIPTION:${text(title)}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

/** "20261025T160000Z". */
const utc = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, "");

/** A TEXT value: backslash, semicolon and comma are escaped, line ends written as \n (section 3.3.11). */
function text(value: string): string {
  return value.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, "\\n");
}

/** Lines longer than 75 octets go on in the next, after a space, and never within a character (section 3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = "";
  for (const sign of line) {
    const isFull = Buffer.byteLength(part + sign) > (parts.length === 0 ? LINE_OCTETS : LINE_OCTETS - 1);
    if (isFull) {
      parts.push(part);
      part = "";
    }
    part += sign;
  }
  return [...parts, part].join("\r\n ");
}
