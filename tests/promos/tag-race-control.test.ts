import { expect, test, vi } from "vitest";
import { meeting } from "../support/meeting";
import { raceOfTags } from "./tag-race";

const race = vi.hoisted(() => ({ both: async () => {} }));

// The control of the race: no lock, and the two meet where it would be.
vi.mock("@/lib/promos/tags", async (original) => ({
  ...(await original<typeof import("@/lib/promos/tags")>()),
  lockTags: () => race.both(),
}));

test("without the lock two promos share the tag of their links", async () => {
  for (let tries = 0; tries < 20; tries++) {
    race.both = meeting(2);
    if ((await raceOfTags()).tags === 1) return;
  }
  expect.unreachable("two promos never shared a tag");
}, 60_000);
