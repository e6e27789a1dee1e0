import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import type { MessageKind } from "@/db/schema";
import { linkToken, openLink } from "@/lib/identity/links";
import { deliverMessages } from "@/lib/messages/deliver";
import { readFacts } from "@/lib/messages/facts";
import { asText } from "@/lib/messages/render";
import type { Mail } from "@/lib/messages/smtp";
import { letterOf } from "@/lib/messages/templates";
import { daysAfter, NOON } from "../support/times";
import { aHandover } from "./handovers";
import { aMessage, promise, type Told } from "./support";

async function letter(told: Told, kind: MessageKind, subjectId: string, now = NOON) {
  const message = await aMessage(told, kind, { subjectId, locale: "uk" });
  const found = letterOf(message, await db.transaction((tx) => readFacts(tx, message)), now);
  return found && { ...found, text: asText(found) };
}

describe("a letter about a hand-over", () => {
  test("leads the taker to the claim and the giver to their own page, and never the giver to the claim", async () => {
    const { claim, guest, giver, token, community, book } = await aHandover("handover_agreed");
    expect((await letter(guest, "handover_agreed", claim.id))?.button?.url).toBe(
      `http://localhost:3000/uk/claims/${token}`,
    );
    const toGiver = await letter(giver, "handover_agreed", claim.id);
    expect(toGiver?.button?.url).toBe(`http://localhost:3000/uk/${community.slug}/me`);
    expect(toGiver?.text).not.toContain(token);
    expect(toGiver?.calendar).not.toContain(token);
    const manage = await db.transaction((tx) => openLink(tx, "book", community.id, book.id));
    expect((await letter(giver, "handover_agreed", claim.id))?.button?.url).toBe(
      `http://localhost:3000/uk/books/manage/${manage}`,
    );
  });

  test("of a meeting says when by the community's clocks, where and with whom, and no contact of anybody", async () => {
    const { claim, guest, giver } = await aHandover("handover_agreed");
    const made = await letter(guest, "handover_agreed", claim.id);
    expect(made?.details.map(([name, value]) => `${name}: ${value.replaceAll("\u00A0", " ")}`)).toEqual([
      "Коли: 4 березня, 14:00",
      "Де: Кав’ярня біля «Золотих воріт»",
      "Віддає: Мальва Книгогляд",
    ]);
    expect((await letter(giver, "handover_agreed", claim.id))?.details.at(-1)?.[0]).toBe("Отримує");
    expect(made?.text).not.toContain("@example.org");
  });

  test("of a parcel names its waybill and where to follow it", async () => {
    const { claim, guest } = await aHandover("handover_shipped");
    const made = await letter(guest, "handover_shipped", claim.id);
    expect(made?.text).toContain("https://novaposhta.ua/tracking/?cargo_number=20450000000001");
  });

  test("that asks has two answers, each a page of its own", async () => {
    const { claim, guest } = await aHandover("handover_chase");
    const own = `http://localhost:3000/uk/claims/${linkToken("claim", claim.communityId, claim.id)}/received`;
    const made = await letter(guest, "handover_chase", claim.id);
    expect([made?.button?.url, made?.another?.url]).toEqual([own, `${own}?answer=no`]);
    expect(made?.text).toContain(`Ще ні:\n${own}?answer=no`);
  });

  test.each([
    ["handover_open", { status: "arranged", way: "pickup", place: "Офіс" }],
    ["handover_proposed", { proposedBy: null }],
    ["handover_agreed", { status: "to_arrange" }],
    ["handover_soon", { meetsAt: NOON }],
    ["handover_soon", { status: "to_arrange" }],
    ["handover_shipped", { status: "received" }],
    ["handover_chase", { chasedAt: null }],
    ["handover_missed", { status: "to_arrange" }],
    ["handover_returned", { status: "shipped" }],
  ] as const)("%s is not sent when it is no longer true (%#)", async (kind, overrides) => {
    const { claim, guest } = await aHandover(kind, overrides);
    expect(await letter(guest, kind, claim.id)).toBeUndefined();
  });

  test("that agrees carries the calendar file, and no other does", async () => {
    const { claim, guest, handover } = await aHandover("handover_agreed");
    await promise({ ...guest, kind: "handover_agreed", subjectId: claim.id });
    await promise({ ...guest, kind: "handover_soon", subjectId: claim.id });
    const mails: Mail[] = [];
    await deliverMessages(daysAfter(NOON, 1), async (mail) => void mails.push(mail));
    const ours = mails.filter(({ to }) => to === guest.email);
    expect(ours.map(({ attachments }) => attachments?.length ?? 0).sort()).toEqual([0, 1]);
    const [file] = ours.flatMap(({ attachments }) => attachments ?? []);
    expect(file).toMatchObject({ filename: "meeting.ics", contentType: "text/calendar; charset=utf-8" });
    const event = new ICAL.Component(ICAL.parse(file?.content ?? "")).getFirstSubcomponent("vevent");
    expect(new ICAL.Event(event as ICAL.Component).startDate.toJSDate()).toEqual(handover.meetsAt);
  });
});
