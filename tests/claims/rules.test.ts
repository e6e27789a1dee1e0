import { expect, test } from "vitest";
import { holdUntil, isOverdue, isReopening, next } from "@/lib/claims/rules";
import { visitorOf } from "@/lib/identity/actor";
import { hoursAfter, minutesAfter, NOON } from "../support/times";

const lengths = { unverifiedHoldMinutes: 30, guestHoldHours: 24, memberHoldHours: 72 };
const member = { kind: "person", communityId: "c", personId: "p", roles: ["member"] } as const;

test("a claim that waits for a check never expires by a timer", () => {
  expect(next("reported", "expire")).toBeUndefined();
  expect(isOverdue({ status: "reported", expiresAt: null }, NOON)).toBe(false);
});

test("a book that was handed over stays handed over", () => {
  for (const event of ["undo", "cancel", "expire", "reject", "refund"] as const)
    expect(next("fulfilled", event)).toBeUndefined();
});

test("money that comes late re-opens an expired or rejected claim, and nothing re-opens a cancelled one", () => {
  expect(isReopening("expired", "confirm")).toBe(true);
  expect(isReopening("rejected", "confirm")).toBe(true);
  expect(next("cancelled", "confirm")).toBeUndefined();
  expect(isReopening("reported", "confirm")).toBe(false);
});

test("a hold lasts minutes until the address is proved, then by who claims", () => {
  expect(holdUntil(lengths, visitorOf("c"), false, NOON)).toEqual(minutesAfter(NOON, 30));
  expect(holdUntil(lengths, member, false, NOON)).toEqual(minutesAfter(NOON, 30));
  expect(holdUntil(lengths, { ...member, roles: [] }, true, NOON)).toEqual(hoursAfter(NOON, 24));
  expect(holdUntil(lengths, member, true, NOON)).toEqual(hoursAfter(NOON, 72));
});

test("a hold gives way at the very moment its time is up", () => {
  expect(isOverdue({ status: "held", expiresAt: NOON }, NOON)).toBe(true);
  expect(isOverdue({ status: "held", expiresAt: minutesAfter(NOON, 1) }, NOON)).toBe(false);
});
