import { expect, test } from "vitest";
import { callerOf } from "@/lib/referrals/agents";
import { PEOPLE, ROBOTS } from "./agents.data";

const asked = (agent: string) => callerOf({ method: "GET", agent });

test("none of two hundred crawlers, previews, monitors and programs is counted as a person", () => {
  expect(new Set(ROBOTS).size).toBeGreaterThanOrEqual(200);
  expect(ROBOTS.filter((agent) => asked(agent).botReason === null)).toEqual([]);
});

test("every browser and app that people read in is a person, inside Instagram on a Pixel, too", () => {
  expect(new Set(PEOPLE.map(([, agent]) => agent)).size).toBeGreaterThanOrEqual(50);
  const mistaken = PEOPLE.map(([, agent]) => ({ agent, ...asked(agent) })).filter(({ botReason }) => botReason);
  expect(mistaken).toEqual([]);
});

test("a person's app is told apart from the engine that draws the page in it", () => {
  const wrong = PEOPLE.filter(([app, agent]) => asked(agent).app !== app).map(([app, agent]) => [
    app,
    asked(agent).app,
    agent,
  ]);
  expect(wrong).toEqual([]);
});

test("robots that draw previews read a page; programs, prefetching and people are sent on", () => {
  const wants = (agent: string, purpose?: string) => callerOf({ method: "GET", agent, purpose }).wantsPreview;
  for (const agent of ["facebookexternalhit/1.1", "TelegramBot (like TwitterBot)", "Viber", "WhatsApp/2.23.20.0 A"])
    expect(wants(agent), agent).toBe(true);
  for (const agent of ["curl/8.5.0", "", PEOPLE[0]?.[1] ?? ""]) expect(wants(agent), agent).toBe(false);
  expect(wants(PEOPLE[0]?.[1] ?? "", "prefetch;prerender")).toBe(false);
});

test("neither HEAD nor what a browser fetches ahead is a visit, whoever asks", () => {
  const agent = PEOPLE[0]?.[1] ?? "";
  expect(callerOf({ method: "HEAD", agent }).botReason).toBe("not a visit");
  for (const purpose of ["prefetch", "prefetch;prerender", "preview"])
    expect(callerOf({ method: "GET", agent, purpose }).botReason, purpose).toBe("prefetch");
  expect(callerOf({ method: "GET", agent, purpose: "" }).botReason).toBeNull();
});

test("the longest agent that a server takes is read in a moment", () => {
  const startedAt = performance.now();
  for (const piece of ["a", "bot", "electron/", "sogou ", "(", "Mozilla "]) asked(piece.repeat(16_000 / piece.length));
  expect(performance.now() - startedAt).toBeLessThan(100);
});
