import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { instantIn, partsIn } from "@/lib/core/zone";
import { meetingFile } from "@/lib/messages/calendar";
import { NOON } from "../support/times";

const meeting = {
  id: "0199b0a0-0000-7000-8000-000000000001",
  version: 2,
  agreedAt: NOON,
  meetsAt: new Date("2026-03-05T16:30:00Z"),
  minutes: 30,
  title: "Передача книги «Чистий Agile; назад, до основ»",
  place: "Кав’ярня «Перехрестя», вул. Ярославів Вал, 14\\2",
  notes: `Книгу віддає Мальва Книгогляд.\nhttp://localhost:3000/uk/claims/${"a".repeat(43)}`,
};

function read(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  return { calendar, event: new ICAL.Event(calendar.getFirstSubcomponent("vevent") as ICAL.Component) };
}

describe("a meeting's calendar file", () => {
  test("is read back by a parser as it was meant, whatever signs are in it", () => {
    const { calendar, event } = read(meetingFile(meeting));
    expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
    expect(event.uid).toBe(`${meeting.id}@localhost`);
    expect(event.sequence).toBe(2);
    expect(event.summary).toBe(meeting.title);
    expect(event.location).toBe(meeting.place);
    expect(event.description).toBe(meeting.notes);
    expect(event.startDate.toJSDate()).toEqual(meeting.meetsAt);
    expect(event.endDate.toJSDate()).toEqual(new Date("2026-03-05T17:00:00Z"));
    const alarm = event.component.getFirstSubcomponent("valarm");
    expect(String(alarm?.getFirstPropertyValue("trigger"))).toBe("-PT1H");
  });

  test("ends its lines with CR LF and has none longer than 75 octets, and no broken letter", () => {
    const file = meetingFile(meeting);
    const lines = file.split("\r\n");
    expect(lines.pop()).toBe("");
    for (const line of lines) {
      expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n�]/);
    }
    expect(lines.some((line) => line.startsWith(" "))).toBe(true);
  });

  test.each([
    ["2026-10-24T18:00", "2026-10-24T15:00:00.000Z"],
    ["2026-10-25T18:00", "2026-10-25T16:00:00.000Z"], // the day of 25 hours
    ["2026-03-28T18:00", "2026-03-28T16:00:00.000Z"],
    ["2026-03-29T18:00", "2026-03-29T15:00:00.000Z"], // the day of 23
    ["2026-12-31T23:30", "2026-12-31T21:30:00.000Z"],
  ])("keeps the wall time %s on days the clocks change", (wall, instant) => {
    const meetsAt = instantIn(wall, "Europe/Kyiv") as Date;
    expect(meetsAt.toISOString()).toBe(instant);
    const start = read(meetingFile({ ...meeting, meetsAt })).event.startDate.toJSDate();
    const { day, hour, minute } = partsIn(start, "Europe/Kyiv");
    const two = (value: number) => String(value).padStart(2, "0");
    expect(wall.slice(8)).toBe(`${two(day)}T${two(hour)}:${two(minute)}`);
  });
});
