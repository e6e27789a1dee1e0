import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { handovers, people } from "@/db/schema";
import { receiveBook } from "@/lib/claims/commands";
import { takerCode } from "@/lib/claims/handovers/code";
import {
  agreeToMeet,
  chooseParcel,
  choosePickup,
  declineMeeting,
  missHandover,
  proposeMeeting,
  receiveByCode,
  returnParcel,
  sayNotYet,
  shipParcel,
} from "@/lib/claims/handovers/commands";
import { meetingForm, parcelInput, sharesForm, waybillInput } from "@/lib/claims/handovers/input";
import { findHandoverView, handoverTimes, listHandovers, listToGive } from "@/lib/claims/handovers/queries";
import { lateness, may, next } from "@/lib/claims/handovers/rules";
import { confirmClaim } from "@/lib/claims/steps";
import { undoConfirmation } from "@/lib/donations/commands";
import { visitorOf } from "@/lib/identity/actor";
import { chooseShares } from "@/lib/identity/contacts";
import { checkInvariants } from "@/lib/reports/invariants";
import { aCommunity, aMember, anOrganizer } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aPaidBook, claimStory, handoverOf, storyOf, toldOfHandover } from "./paid-book";

const meeting = { place: "Кав’ярня біля «Золотих воріт»", meetsAt: daysAfter(NOON, 2) };
const wrong = (code: string) => String((Number(code) + 1) % 10_000).padStart(4, "0");

describe("a hand-over", () => {
  test("is opened with the confirmation, closed when it is undone, and begins anew", async () => {
    const { ref, claim, treasurer, giver } = await aPaidBook();
    expect(await handoverOf(ref)).toMatchObject({ status: "to_arrange", way: null, createdAt: NOON });
    await choosePickup(giver, ref, { place: "Бібліотека" }, NOON);
    await undoConfirmation(treasurer, { code: claim.code, reason: "Не той переказ" }, NOON);
    expect((await handoverOf(ref)).status).toBe("closed");
    await expect(proposeMeeting(giver, ref, meeting, NOON)).rejects.toMatchObject({ code: "handovers.notAllowedNow" });
    expect(await findHandoverView(giver, ref, NOON)).toBeUndefined();
    expect(await checkInvariants(ref.communityId)).toEqual([]);
    await db.transaction((tx) => confirmClaim(tx, ref, treasurer, daysAfter(NOON, 1)));
    expect(await handoverOf(ref)).toMatchObject({ status: "to_arrange", way: null, place: null });
    expect(await storyOf(ref)).toEqual(["open", "choose", "close", "open"]);
  });

  test("at a pick-up point is arranged at once, and the other side is told; a made-up point is refused", async () => {
    const { ref, taker, giver } = await aPaidBook();
    await expect(choosePickup(taker, ref, { place: "Вокзал" }, NOON)).rejects.toMatchObject({
      code: "handovers.pickupUnknown",
    });
    expect(await choosePickup(taker, ref, { place: "Бібліотека" }, NOON)).toMatchObject({
      status: "arranged",
      way: "pickup",
      place: "Бібліотека",
    });
    expect(await toldOfHandover(giver)).toEqual(["handover_agreed"]);
    expect(await toldOfHandover(taker)).toEqual([]);
  });

  test("by a meeting is proposed, declined, proposed again and agreed by the other side alone", async () => {
    const { ref, taker, giver } = await aPaidBook();
    await proposeMeeting(taker, ref, meeting, NOON);
    await expect(agreeToMeet(taker, ref, meeting, NOON)).rejects.toMatchObject({ code: "handovers.ownProposal" });
    await expect(declineMeeting(taker, ref, {}, NOON)).rejects.toMatchObject({ code: "handovers.ownProposal" });
    await declineMeeting(giver, ref, { reason: "Я у відпустці" }, NOON);
    expect(await handoverOf(ref)).toMatchObject({ status: "to_arrange", way: null, meetsAt: null, proposedBy: null });
    const later = { ...meeting, meetsAt: daysAfter(NOON, 3) };
    await proposeMeeting(giver, ref, later, NOON);
    await expect(agreeToMeet(taker, ref, meeting, NOON)).rejects.toMatchObject({ code: "handovers.changedMeanwhile" });
    await agreeToMeet(taker, ref, later, NOON);
    expect(await agreeToMeet(taker, ref, later, NOON)).toMatchObject({
      status: "arranged",
      way: "meeting",
      meetsAt: later.meetsAt,
    });
    expect(await storyOf(ref)).toEqual(["open", "propose", "decline", "propose", "agree"]);
    expect(await toldOfHandover(taker)).toEqual(["handover_agreed", "handover_proposed", "handover_declined"]);
    expect(await toldOfHandover(giver)).toEqual(["handover_agreed", "handover_proposed"]);
  });

  test("in the past or in a year is refused, and one whose time has come cannot be agreed", async () => {
    const { ref, taker, giver } = await aPaidBook();
    await expect(proposeMeeting(taker, ref, { ...meeting, meetsAt: NOON }, NOON)).rejects.toMatchObject({
      code: "handovers.timePassed",
    });
    await expect(proposeMeeting(taker, ref, { ...meeting, meetsAt: daysAfter(NOON, 91) }, NOON)).rejects.toMatchObject({
      code: "handovers.tooFar",
    });
    await proposeMeeting(taker, ref, meeting, NOON);
    await expect(agreeToMeet(giver, ref, meeting, daysAfter(NOON, 2))).rejects.toMatchObject({
      code: "handovers.timePassed",
    });
  });

  test("that did not happen is noted after its time, and can be arranged anew", async () => {
    const { ref, taker, giver } = await aPaidBook();
    await proposeMeeting(taker, ref, meeting, NOON);
    await agreeToMeet(giver, ref, meeting, NOON);
    await expect(missHandover(giver, ref, daysAfter(NOON, 1))).rejects.toMatchObject({ code: "handovers.tooSoon" });
    expect((await missHandover(giver, ref, daysAfter(NOON, 3))).status).toBe("no_show");
    expect((await toldOfHandover(taker))[0]).toBe("handover_missed");
    expect(
      (await proposeMeeting(taker, ref, { ...meeting, meetsAt: daysAfter(NOON, 5) }, daysAfter(NOON, 3))).status,
    ).toBe("to_arrange");
  });

  test("by parcel goes where the taker says, is followed by its waybill, and may come back", async () => {
    const { ref, taker, giver } = await aPaidBook();
    const address = { city: "Львів", branch: "Відділення №12" };
    await expect(chooseParcel(giver, ref, address, NOON)).rejects.toMatchObject({ code: "handovers.takersChoice" });
    await chooseParcel(taker, ref, address, NOON);
    await expect(shipParcel(taker, ref, { waybill: "20450000000001" }, NOON)).rejects.toMatchObject({
      code: "handovers.notYours",
    });
    await shipParcel(giver, ref, { waybill: "20450000000001" }, NOON);
    await shipParcel(giver, ref, { waybill: "20450000000001" }, NOON);
    expect(await shipParcel(giver, ref, { waybill: "20450000000002" }, NOON)).toMatchObject({
      status: "shipped",
      ...address,
      waybill: "20450000000002",
    });
    expect(await storyOf(ref)).toEqual(["open", "choose", "ship", "ship"]);
    expect((await returnParcel(giver, ref, NOON)).status).toBe("returned");
    expect((await toldOfHandover(taker))[0]).toBe("handover_returned");
  });

  test("is nobody's business but theirs and an organizer's", async () => {
    const { ref, giver, organizer, community } = await aPaidBook();
    const stranger = await aMember(community.id);
    const elsewhere = await anOrganizer((await aCommunity()).id);
    for (const who of [stranger, visitorOf(community.id)])
      await expect(proposeMeeting(who, ref, meeting, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
    expect(await findHandoverView(stranger, ref)).toBeUndefined();
    expect(await findHandoverView(elsewhere, ref)).toBeUndefined();
    await proposeMeeting(organizer, ref, meeting, NOON);
    expect((await agreeToMeet(giver, ref, meeting, NOON)).status).toBe("arranged");
  });
});

describe("the book is received", () => {
  test("by one tap of the taker, of the giver, or of an organizer, and saying it twice changes nothing", async () => {
    for (const who of ["taker", "giver", "organizer"] as const) {
      const paid = await aPaidBook();
      expect((await receiveBook(paid[who], paid.ref, hoursAfter(NOON, 5))).status).toBe("fulfilled");
      expect((await receiveBook(paid[who], paid.ref, hoursAfter(NOON, 6))).status).toBe("fulfilled");
      expect(await storyOf(paid.ref)).toEqual(["open", "receive"]);
      expect(await claimStory(paid.ref)).toEqual(["hold", "confirm", "receive"]);
      expect(await handoverTimes(paid.organizer, paid.campaign.id)).toEqual({ count: 1, medianHours: 5 });
      expect(await checkInvariants(paid.ref.communityId)).toEqual([]);
    }
  });

  test("by the taker's four digits, which only the giver or an organizer can type", async () => {
    const { ref, taker, giver } = await aPaidBook();
    const code = takerCode(ref.communityId, ref.claimId);
    expect(code).toMatch(/^\d{4}$/);
    await expect(receiveByCode(taker, ref, code, NOON)).rejects.toMatchObject({ code: "handovers.notYours" });
    await expect(receiveByCode(giver, ref, wrong(code), NOON)).rejects.toMatchObject({
      code: "handovers.codeWrong",
      values: { left: 4 },
    });
    expect((await receiveByCode(giver, ref, code, NOON)).status).toBe("fulfilled");
  });

  test("not by guessing: of twenty wrong codes at once five are tried, and then the right one is of no use", async () => {
    const { ref, giver } = await aPaidBook();
    const code = takerCode(ref.communityId, ref.claimId);
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => receiveByCode(giver, ref, wrong(code), NOON)),
    );
    const codes = tries.map((one) => (one.status === "rejected" ? one.reason.code : "received"));
    expect(codes.filter((one) => one === "handovers.codeWrong")).toHaveLength(4);
    expect(codes.filter((one) => one === "handovers.codeLocked")).toHaveLength(16);
    expect((await handoverOf(ref)).codeTries).toBe(5);
    await expect(receiveByCode(giver, ref, code, NOON)).rejects.toMatchObject({ code: "handovers.codeLocked" });
    expect((await receiveBook(giver, ref, NOON)).status).toBe("fulfilled");
  });
});

describe("contacts", () => {
  test("are shown to the other side as far as each allowed, and only once the donation is confirmed", async () => {
    const { ref, taker, giver, organizer, community, campaign } = await aPaidBook();
    const hidden = { email: null, phone: null, telegram: null };
    expect(await findHandoverView(taker, ref)).toMatchObject({
      side: "taker",
      giver: { name: giver.name, ...hidden },
      taker: { email: taker.email },
    });
    await chooseShares(giver, { phone: "+380 67 123 45 67", telegram: "@knyha", shares: ["phone"] });
    expect((await findHandoverView(taker, ref))?.giver).toMatchObject({ ...hidden, phone: "+380 67 123 45 67" });
    expect((await findHandoverView(giver, ref))?.taker).toMatchObject(hidden);
    expect((await listToGive(giver))[0]?.taker).toMatchObject(hidden);
    expect((await listHandovers(organizer, campaign.id))[0]?.giver).toMatchObject({
      email: giver.email,
      telegram: "@knyha",
    });
    await db.update(people).set({ erasedAt: NOON }).where(eq(people.communityId, community.id));
    await expect(chooseShares(giver, { phone: null, telegram: null, shares: [] })).rejects.toMatchObject({
      code: "identity.notFound",
    });
  });

  test("that are ticked must be there", () => {
    expect(sharesForm.safeParse({ phone: "on", phoneNumber: "" }).error?.issues[0]).toMatchObject({
      path: ["phoneNumber"],
      message: "fields.phone",
    });
    expect(sharesForm.parse({ email: "on", telegram: "on", telegramName: "knyha_ua", phoneNumber: "" })).toEqual({
      phone: null,
      telegram: "@knyha_ua",
      shares: ["email", "telegram"],
    });
  });
});

describe("what is typed", () => {
  test("of a waybill is fourteen digits, however they are grouped", () => {
    expect(waybillInput.parse({ waybill: " 20 4500-0000 0001 " })).toEqual({ waybill: "20450000000001" });
    for (const waybill of ["2045000000000", "204500000000012", "2045000000000x", ""])
      expect(waybillInput.safeParse({ waybill }).success).toBe(false);
    expect(parcelInput.safeParse({ city: "Львів", branch: " " }).error?.issues[0]?.message).toBe("fields.required");
  });

  test("of a time is by the community's clocks, on the days they change too", () => {
    const form = meetingForm("Europe/Kyiv");
    const at = (meetsAt: string) => form.parse({ place: "Тут", meetsAt }).meetsAt.toISOString();
    expect(at("2026-10-24T18:00")).toBe("2026-10-24T15:00:00.000Z");
    expect(at("2026-10-25T18:00")).toBe("2026-10-25T16:00:00.000Z");
    expect(at("2026-03-28T18:00")).toBe("2026-03-28T16:00:00.000Z");
    expect(at("2026-03-29T18:00")).toBe("2026-03-29T15:00:00.000Z");
    for (const meetsAt of ["2026-02-30T10:00", "завтра", ""])
      expect(form.safeParse({ place: "Тут", meetsAt }).error?.issues[0]?.message).toBe("fields.date");
  });
});

describe("the rules", () => {
  test("let nothing follow a received book, and nobody open or close by hand", () => {
    for (const event of ["choose", "propose", "ship", "miss", "return", "close", "open"] as const) {
      expect(next("received", event)).toBeUndefined();
    }
    for (const side of ["taker", "giver", "organizer"] as const) {
      expect(may(side, "open")).toBe(false);
      expect(may(side, "close")).toBe(false);
    }
    expect(may("giver", "wait")).toBe(false);
  });

  test("say what is overdue, and from when", () => {
    const quiet = { status: "to_arrange", way: null, meetsAt: null, proposedBy: null } as const;
    expect(lateness(quiet, NOON, NOON, daysAfter(NOON, 7))).toBeUndefined();
    expect(lateness(quiet, NOON, NOON, daysAfter(NOON, 8))).toBe("unarranged");
    const asked = { ...quiet, way: "meeting", meetsAt: daysAfter(NOON, 9), proposedBy: "someone" } as const;
    expect(lateness(asked, NOON, daysAfter(NOON, 8), daysAfter(NOON, 9))).toBeUndefined();
    expect(lateness(asked, NOON, NOON, daysAfter(NOON, 3))).toBe("unanswered");
    const agreed = { ...asked, status: "arranged" } as const;
    expect(lateness(agreed, NOON, NOON, hoursAfter(agreed.meetsAt, 24))).toBeUndefined();
    expect(lateness(agreed, NOON, NOON, hoursAfter(agreed.meetsAt, 25))).toBe("passed");
    expect(lateness({ ...quiet, status: "arranged", way: "parcel" }, NOON, NOON, daysAfter(NOON, 8))).toBe("unsent");
    expect(lateness({ ...quiet, status: "shipped", way: "parcel" }, NOON, NOON, daysAfter(NOON, 15))).toBe(
      "undelivered",
    );
  });
});

test("whoever has no book yet says so once, and only when asked", async () => {
  const { ref, taker, giver } = await aPaidBook();
  await expect(sayNotYet(giver, ref, NOON)).rejects.toMatchObject({ code: "handovers.notYours" });
  await sayNotYet(taker, ref, NOON);
  expect(await storyOf(ref)).toEqual(["open"]);
  await db.update(handovers).set({ chasedAt: NOON }).where(eq(handovers.claimId, ref.claimId));
  await sayNotYet(taker, ref, NOON);
  await sayNotYet(taker, ref, NOON);
  expect(await storyOf(ref)).toEqual(["open", "wait"]);
});
