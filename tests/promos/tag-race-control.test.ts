import { expect, test, vi } from "vitest";
import { isEverLost, meeting } from "../support/meeting";
import { raceOfTags } from "./tag-race";

const race = vi.hoisted(() => ({ both: async () => {} }));

// The control of the race: no lock, and the two meet where it would be.
vi.mock("@/lib/promos/tags", async (original) => ({
  ...(await original<typeof import("@/lib/promos/tags")>()),
  lockTags: () => race.both(),
}));

test("without the lock two promos share the tag of their links", async () => {
  const lost = await isEverLost(async () => {
    race.both = meeting(2);
    return (await raceOfTags()).tags === 1;
  });
  expect(lost).toBe(true);
}, 60_000);
