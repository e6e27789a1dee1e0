import { expect, test } from "vitest";
import { isVisitorToken, newVisitorToken, visitorCookieIn, visitorOf } from "@/lib/referrals/visitors";
import { hoursAfter, NOON } from "../support/times";

const phone = { address: "203.0.113.7", agent: "Mozilla/5.0 (iPhone)" };

test("without a cookie somebody is the same for the day, and somebody else tomorrow, by address or by agent", () => {
  const today = visitorOf(phone, NOON);
  expect(visitorOf(phone, hoursAfter(NOON, 11))).toBe(today);
  expect(visitorOf(phone, hoursAfter(NOON, 12))).not.toBe(today);
  expect(visitorOf({ ...phone, address: "203.0.113.8" }, NOON)).not.toBe(today);
  expect(visitorOf({ ...phone, agent: "Mozilla/5.0 (Android)" }, NOON)).not.toBe(today);
  expect(visitorOf({ address: `${phone.address}\0`, agent: phone.agent }, NOON)).not.toBe(today);
});

test("with a cookie somebody stays the same, wherever they are", () => {
  const cookie = newVisitorToken();
  const known = visitorOf({ ...phone, cookie }, NOON);
  expect(visitorOf({ address: "198.51.100.1", agent: "other", cookie }, hoursAfter(NOON, 24 * 20))).toBe(known);
  expect(visitorOf({ ...phone, cookie: newVisitorToken() }, NOON)).not.toBe(known);
});

test("a cookie that says no, or that we never wrote, recognises nobody", () => {
  for (const cookie of ["no", "", "x".repeat(21), "x".repeat(23), "<script>aaaaaaaaaaaaaa", undefined])
    expect(visitorOf({ ...phone, cookie }, NOON), cookie).toBe(visitorOf(phone, NOON));
});

test("what is stored of a visitor holds nothing of what it was made from", () => {
  const cookie = newVisitorToken();
  for (const visitor of [visitorOf(phone, NOON), visitorOf({ ...phone, cookie }, NOON)]) {
    expect(visitor).toMatch(/^[cd][0-9a-f]{32}$/);
    expect(visitor).not.toContain(cookie);
  }
});

test("the cookie is found among others, and only by its whole name", () => {
  expect(visitorCookieIn("a=1; vid=abc; b=2")).toBe("abc");
  expect(visitorCookieIn("vid=abc")).toBe("abc");
  expect(visitorCookieIn("avid=abc; vidx=1")).toBeUndefined();
  expect(visitorCookieIn(null)).toBeUndefined();
  expect(isVisitorToken(newVisitorToken())).toBe(true);
});
