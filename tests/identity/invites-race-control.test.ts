import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { invites } from "@/db/schema";
import { meeting } from "../support/meeting";
import { raceForPlaces } from "./joining";

const allLooked = meeting(4);

// The control of the race: the same people and places, and everybody looks before anybody counts.
vi.mock("@/lib/identity/locks", async (original) => ({
  ...(await original<typeof import("@/lib/identity/locks")>()),
  async lockInvite(tx: Tx, { communityId, id }: { communityId: string; id: string }) {
    const [invite] = await tx
      .select()
      .from(invites)
      .where(and(eq(invites.communityId, communityId), eq(invites.id, id)));
    await allLooked();
    return invite;
  },
}));

test("without the lock more come in than there were places", async () => {
  const { joined } = await raceForPlaces(1, 4);
  expect(joined).toBeGreaterThan(1);
}, 30_000);
