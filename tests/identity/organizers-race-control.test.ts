import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { organizerProposals } from "@/db/schema";
import { meeting } from "../support/meeting";
import { raceToDecide } from "./proposing";

const bothLooked = meeting(2);

// The control of the race: the same two people without the locks, each looking before the other decides.
vi.mock("@/lib/identity/locks", async (original) => ({
  ...(await original<typeof import("@/lib/identity/locks")>()),
  async lockCommunity() {},
  async lockProposal(tx: Tx, communityId: string, id: string) {
    const [proposal] = await tx
      .select()
      .from(organizerProposals)
      .where(and(eq(organizerProposals.communityId, communityId), eq(organizerProposals.id, id)));
    await bothLooked();
    return proposal;
  },
}));

test("without the locks both are heard, and one undoes the other", async () => {
  expect((await raceToDecide()).heard).toBe(2);
});
