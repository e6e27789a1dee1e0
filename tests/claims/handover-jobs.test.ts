import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { receiveBook } from "@/lib/claims/commands";
import { agreeToMeet, chooseParcel, proposeMeeting, sayNotYet, shipParcel } from "@/lib/claims/handovers/commands";
import { CarrierFault, novaPoshta } from "@/lib/claims/handovers/nova-poshta";
import { askAboutParcels, ourCarrier } from "@/lib/claims/handovers/parcels";
import { isToBeAsked } from "@/lib/claims/handovers/rules";
import { askWhetherReceived, remindMeetings, tellHowToReceive } from "@/lib/claims/handovers/sweep";
import { env } from "@/lib/core/env";
import { CODES, startFakeCarrier } from "../fakes/nova-poshta/server";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";
import { aPaidBook, handoverOf, type PaidBook, storyOf, toldOfHandover } from "./paid-book";

const PLACE = "Кав’ярня";

async function agreed(meetsAt: Date, at = NOON, paid?: PaidBook) {
  const book = paid ?? (await aPaidBook({ now: at }));
  await proposeMeeting(book.taker, book.ref, { place: PLACE, meetsAt }, at);
  await agreeToMeet(book.giver, book.ref, { meetsAt }, at);
  return book;
}
const reminders = async ({ taker, giver }: PaidBook) =>
  [...(await toldOfHandover(taker)), ...(await toldOfHandover(giver))].filter((kind) => kind === "handover_soon")
    .length;

describe("a meeting is reminded of", () => {
  test("once, to both, between four hours and thirty minutes before", async () => {
    const meetsAt = daysAfter(NOON, 2);
    const paid = await agreed(meetsAt);
    await remindMeetings(hoursAfter(meetsAt, -4.1));
    expect(await reminders(paid)).toBe(0);
    expect(await Promise.all([1, 2, 3].map(() => remindMeetings(hoursAfter(meetsAt, -4))))).toContain(1);
    await remindMeetings(hoursAfter(meetsAt, -2));
    expect(await reminders(paid)).toBe(2);
  });

  test("not when half an hour is left, nor when it was called off", async () => {
    const meetsAt = daysAfter(NOON, 2);
    const late = await agreed(meetsAt);
    await remindMeetings(minutesAfter(meetsAt, -30));
    expect(await reminders(late)).toBe(0);
    const moved = await agreed(meetsAt);
    await proposeMeeting(moved.giver, moved.ref, { place: PLACE, meetsAt: daysAfter(NOON, 3) }, NOON);
    await remindMeetings(hoursAfter(meetsAt, -3));
    expect(await reminders(moved)).toBe(0);
  });

  test("an hour before, when it was agreed just now", async () => {
    const meetsAt = hoursAfter(NOON, 1.75);
    const paid = await agreed(meetsAt);
    await remindMeetings(minutesAfter(NOON, 5));
    expect(await reminders(paid)).toBe(0);
    await remindMeetings(minutesAfter(NOON, 45));
    expect(await reminders(paid)).toBe(2);
  });

  // 18:00 in Kyiv is 16:00 in London on the day clocks go back, and 15:00 on the day they go forward
  test.each([
    ["2026-10-25T16:00:00Z", "2026-10-20T09:00:00Z"],
    ["2026-03-29T15:00:00Z", "2026-03-24T09:00:00Z"],
  ])("four real hours before on the day the clocks change: %s", async (at, from) => {
    const paid = await agreed(new Date(at), new Date(from));
    await remindMeetings(hoursAfter(new Date(at), -4.01));
    expect(await reminders(paid)).toBe(0);
    await remindMeetings(hoursAfter(new Date(at), -3.99));
    expect(await reminders(paid)).toBe(2);
  });
});

describe("a taker", () => {
  test("is told how to get the book when nothing was arranged in two days, once", async () => {
    const { taker, ref } = await aPaidBook();
    await tellHowToReceive(daysAfter(NOON, 1.9));
    expect(await toldOfHandover(taker)).toEqual([]);
    await tellHowToReceive(daysAfter(NOON, 2));
    await tellHowToReceive(daysAfter(NOON, 3));
    expect(await toldOfHandover(taker)).toEqual(["handover_open"]);
    await proposeMeeting(taker, ref, { place: PLACE, meetsAt: daysAfter(NOON, 9) }, daysAfter(NOON, 3));
  });

  test("is asked after a week whether the book has come, and again a week after 'not yet'", async () => {
    const { taker, ref } = await aPaidBook();
    const asked = async (days: number) => {
      await askWhetherReceived(daysAfter(NOON, days));
      return (await toldOfHandover(taker)).filter((kind) => kind === "handover_chase").length;
    };
    expect(await asked(6.9)).toBe(0);
    expect(await asked(7)).toBe(1);
    expect(await asked(30)).toBe(1);
    await sayNotYet(taker, ref, daysAfter(NOON, 30));
    expect(await asked(36.9)).toBe(1);
    expect(await asked(37)).toBe(2);
    await receiveBook(taker, ref, daysAfter(NOON, 38));
    expect(await asked(60)).toBe(2);
  });

  test("is not asked while a meeting is ahead, or a parcel was sent within the week", async () => {
    const met = await agreed(daysAfter(NOON, 20));
    const sent = await aPaidBook();
    await shipParcel(sent.giver, sent.ref, { waybill: "20450000000007" }, daysAfter(NOON, 6));
    await askWhetherReceived(daysAfter(NOON, 12));
    expect(await toldOfHandover(met.taker)).not.toContain("handover_chase");
    expect(await toldOfHandover(sent.taker)).not.toContain("handover_chase");
    await askWhetherReceived(daysAfter(NOON, 22));
    expect(await toldOfHandover(met.taker)).toContain("handover_chase");
    expect(await toldOfHandover(sent.taker)).toContain("handover_chase");
  });
});

const KEY = "a-key-of-the-tests";
const fake = await startFakeCarrier({ key: KEY, slowMs: 50 });
afterAll(() => fake.close());
const carrier = novaPoshta({ key: KEY, url: fake.url });
let numbers = 0;

async function aParcel(now = NOON) {
  const paid = await aPaidBook({ now });
  const waybill = `2045${String(++numbers).padStart(10, "0")}`;
  await chooseParcel(paid.taker, paid.ref, { city: "Львів", branch: "Відділення №12" }, now);
  await shipParcel(paid.giver, paid.ref, { waybill }, now);
  return { ...paid, waybill };
}
const askedAbout = (waybill: string) => fake.calls.filter((call) => call.includes(waybill)).length;

describe("a parcel", () => {
  // earlier parcels are settled or given up, so that each test asks about its own
  beforeEach(() => askAboutParcels(daysAfter(NOON, 1), carrier));

  test("is followed until it is delivered: then its book is received", async () => {
    const { ref, waybill, campaign, book } = await aParcel(daysAfter(NOON, 2));
    const at = (hours: number) => hoursAfter(daysAfter(NOON, 2), hours);
    fake.put(waybill, CODES.onTheWay);
    await askAboutParcels(at(1), carrier);
    expect(await handoverOf(ref)).toMatchObject({ status: "shipped", parcelStatus: "5" });
    await askAboutParcels(at(1.5), carrier);
    expect(askedAbout(waybill)).toBe(1);
    fake.put(waybill, CODES.received);
    const { arrived } = await askAboutParcels(at(2), carrier);
    expect(arrived).toContainEqual({ communityId: ref.communityId, campaignId: campaign.id, bookId: book.id });
    expect(await storyOf(ref)).toEqual(["open", "choose", "ship", "receive"]);
    await askAboutParcels(at(9), carrier);
    expect(askedAbout(waybill)).toBe(2);
  });

  test.each([CODES.refused, CODES.notTaken])("that nobody takes (%s) is returned, and both are told", async (code) => {
    const { ref, waybill, taker, giver } = await aParcel(daysAfter(NOON, 3));
    fake.put(waybill, code);
    await askAboutParcels(daysAfter(NOON, 3), carrier);
    expect((await handoverOf(ref)).status).toBe("returned");
    for (const person of [taker, giver]) expect((await toldOfHandover(person))[0]).toBe("handover_returned");
  });

  test.each([CODES.paid, CODES.settled])("whose money order is on its way (%s) was received", async (code) => {
    const { ref, waybill } = await aParcel(daysAfter(NOON, 4));
    fake.put(waybill, code);
    await askAboutParcels(daysAfter(NOON, 4), carrier);
    expect((await handoverOf(ref)).status).toBe("received");
  });

  test("that is not known yet stays on its way", async () => {
    const { ref } = await aParcel(daysAfter(NOON, 5));
    await askAboutParcels(daysAfter(NOON, 5), carrier);
    expect(await handoverOf(ref)).toMatchObject({ status: "shipped", parcelStatus: "3" });
  });

  test.each(["busy", "broken", "hangUp", "noJson", "failed"] as const)(
    "waits its next turn when the carrier's answer is %s",
    async (trouble) => {
      const { ref, waybill } = await aParcel(daysAfter(NOON, 6));
      fake.put(waybill, CODES.received);
      fake.plan(trouble);
      expect(await askAboutParcels(daysAfter(NOON, 6), carrier)).toMatchObject({ faults: 1, arrived: [] });
      expect((await handoverOf(ref)).status).toBe("shipped");
      await askAboutParcels(hoursAfter(daysAfter(NOON, 6), 0.5), carrier);
      expect((await handoverOf(ref)).status).toBe("shipped");
      await askAboutParcels(hoursAfter(daysAfter(NOON, 6), 1), carrier);
      expect((await handoverOf(ref)).status).toBe("received");
    },
  );

  test("that was sent anew while the carrier was asked keeps its new waybill", async () => {
    const { ref, waybill, giver } = await aParcel(daysAfter(NOON, 7));
    const slow = {
      async look(waybills: readonly string[]) {
        await shipParcel(giver, ref, { waybill: "20459999999999" }, daysAfter(NOON, 7));
        return waybills.filter((one) => one === waybill).map(() => ({ waybill, code: CODES.received }));
      },
    };
    await askAboutParcels(daysAfter(NOON, 7), slow);
    expect(await handoverOf(ref)).toMatchObject({ status: "shipped", waybill: "20459999999999" });
  });

  test("is asked about by one of two processes", async () => {
    const { waybill } = await aParcel(daysAfter(NOON, 8));
    await Promise.all([1, 2, 3].map(() => askAboutParcels(daysAfter(NOON, 8), carrier)));
    expect(askedAbout(waybill)).toBe(1);
  });

  test("is asked about more seldom as days pass, and never after a month", () => {
    const asked = (days: number, hours: number) =>
      isToBeAsked(NOON, daysAfter(NOON, days), hoursAfter(daysAfter(NOON, days), hours));
    expect([asked(0, 1), asked(0, 0.9)]).toEqual([true, false]);
    expect([asked(3, 3), asked(3, 2.9)]).toEqual([true, false]);
    expect([asked(10, 12), asked(10, 11.9)]).toEqual([true, false]);
    expect(asked(31, 24)).toBe(false);
  });

  test("is not asked about without a key, and a wrong key is a fault that does not name it", async () => {
    expect(ourCarrier()).toBeUndefined();
    const before = fake.asked();
    expect(await askAboutParcels(daysAfter(NOON, 9))).toEqual({ asked: 0, faults: 0, arrived: [] });
    expect(fake.asked()).toBe(before);
    Object.assign(env, { NOVA_POSHTA_KEY: "the-wrong-key", NOVA_POSHTA_API_URL: fake.url });
    const fault = await ourCarrier()
      ?.look(["20450000000001"])
      .catch((error) => error);
    Object.assign(env, { NOVA_POSHTA_KEY: undefined, NOVA_POSHTA_API_URL: undefined });
    expect(fault).toBeInstanceOf(CarrierFault);
    expect(fault).toMatchObject({ kind: "refused", message: "API key is invalid" });
  });
});
