import { describe, expect, test } from "vitest";
import { type PlacementEvent, type PlacementStatus, placementEvent, placementStatus } from "@/db/schema";
import { BY_LINK, canPublish, isApproved, isOpen, next } from "@/lib/promos/placements/rules";

const STATES = placementStatus.enumValues;
const EVENTS = placementEvent.enumValues;

/** A pseudo-random line of numbers, the same for the same seed. */
function dice(seed: number) {
  let state = seed >>> 0;
  return (sides: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe("the states of a placement", () => {
  test.each<[PlacementStatus, PlacementEvent, PlacementStatus | undefined]>([
    ["draft", "submit", "in_review"],
    ["draft", "approve", undefined],
    ["draft", "schedule", undefined],
    ["draft", "publish", undefined],
    ["in_review", "approve", "approved"],
    ["in_review", "request_changes", "changes_requested"],
    ["in_review", "schedule", undefined],
    ["changes_requested", "submit", "in_review"],
    ["changes_requested", "approve", undefined],
    ["approved", "schedule", "scheduled"],
    ["approved", "edit", "draft"],
    ["scheduled", "publish", "published"],
    ["scheduled", "edit", "draft"],
    ["scheduled", "fail", "failed"],
    ["failed", "schedule", "scheduled"],
    ["published", "measure", "measured"],
    ["published", "cancel", undefined],
    ["published", "edit", undefined],
    ["cancelled", "resume", undefined],
    ["cancelled", "edit", undefined],
    ["measured", "publish", undefined],
  ])("from %s, %s leads to %s", (from, event, to) => {
    expect(next(from, event)).toBe(to);
  });

  test("what is held comes back to where it was, and what was scheduled as approved", () => {
    for (const from of STATES.filter((state) => next(state, "hold")))
      expect(next("on_hold", "resume", from)).toBe(from === "scheduled" ? "approved" : from);
  });

  test("by whatever way it went, nothing is scheduled or published but the version somebody approved", () => {
    let scheduled = 0;
    for (let seed = 1; seed <= 3_000; seed++) {
      const roll = dice(seed);
      let status: PlacementStatus = "draft";
      let heldFrom: PlacementStatus | null = null;
      let version = 1;
      let approved = 0;
      for (let step = 0; step < 40; step++) {
        const event = EVENTS[roll(EVENTS.length)] ?? "edit";
        const to: PlacementStatus | undefined = next(status, event, heldFrom);
        if (!to) continue;
        if (event === "edit") version++;
        if (event === "approve") approved = version;
        if (event === "hold") heldFrom = status;
        status = to;
        if (isApproved(status)) {
          scheduled++;
          expect({ seed, step, status, approved }).toEqual({ seed, step, status, approved: version });
        }
      }
    }
    expect(scheduled).toBeGreaterThan(1_000); // the walks come there
  });

  test("every state can be reached, and only given-up and measured ones are ends", () => {
    const seen = new Set<PlacementStatus>(["draft"]);
    for (const from of seen)
      for (const event of EVENTS) for (const to of [next(from, event, "draft")]) if (to) seen.add(to);
    expect([...seen].sort()).toEqual([...STATES].sort());
    const ends = STATES.filter((from) =>
      EVENTS.every((event) => [undefined, from].includes(next(from, event, "draft"))),
    );
    expect(ends.sort()).toEqual(["cancelled", "measured"]);
  });

  test("by a link nobody schedules, publishes or edits", () => {
    expect([...BY_LINK].sort()).toEqual(["approve", "comment", "request_changes"]);
  });

  test("content changes until the report, and is posted while the promo is agreed or runs", () => {
    expect(["idea", "briefed", "agreed", "running", "measuring"].every((state) => isOpen(state as "idea"))).toBe(true);
    expect([isOpen("cancelled"), isOpen("reported")]).toEqual([false, false]);
    expect([canPublish("briefed"), canPublish("agreed"), canPublish("running"), canPublish("measuring")]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
