import { describe, expect, test } from "vitest";
import { isInLine, isOver, next, offerUntil } from "@/lib/claims/waiting/rules";
import { hoursAfter, NOON } from "../support/times";

const campaign = {
  status: "open",
  opensAt: hoursAfter(NOON, -1),
  closesAt: hoursAfter(NOON, 20),
  offerHours: 12,
} as const;

describe("a place in line", () => {
  test("goes from waiting to an offer and on, and nothing follows its end", () => {
    expect(next("waiting", "offer")).toBe("offered");
    expect(next("offered", "take")).toBe("taken");
    expect(next("offered", "lapse")).toBe("lapsed");
    expect(next("waiting", "lapse")).toBeUndefined();
    expect(next("offered", "offer")).toBeUndefined();
    for (const ended of ["taken", "lapsed", "left"] as const)
      for (const event of ["offer", "take", "lapse", "leave", "close"] as const)
        expect(next(ended, event)).toBeUndefined();
    expect((["waiting", "offered", "taken", "lapsed", "left"] as const).filter(isInLine)).toEqual([
      "waiting",
      "offered",
    ]);
  });

  test("is kept for the campaign's hours, and not beyond its end", () => {
    expect(offerUntil(campaign, NOON)).toEqual(hoursAfter(NOON, 12));
    expect(offerUntil(campaign, hoursAfter(NOON, 10))).toEqual(campaign.closesAt);
    expect(offerUntil(campaign, hoursAfter(NOON, 20))).toBeUndefined();
    expect(offerUntil({ ...campaign, status: "closed" }, NOON)).toBeUndefined();
  });

  test("is over at the very moment its offer ends", () => {
    const offer = { status: "offered", offerEndsAt: hoursAfter(NOON, 12) } as const;
    expect(isOver(offer, hoursAfter(NOON, 11.99))).toBe(false);
    expect(isOver(offer, hoursAfter(NOON, 12))).toBe(true);
    expect(isOver({ status: "waiting", offerEndsAt: null }, hoursAfter(NOON, 99))).toBe(false);
  });
});
