import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { leads } from "@/db/schema";
import { enteredLeadsInput } from "@/lib/referrals/input";
import { enterLeads, recordLead } from "@/lib/referrals/leads";
import { aPerson } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";
import { aLink, aSourcesStage, someClicks } from "./stage";

/** One person claims, gives, pledges and is entered by name, all at the same moment. How many leads that made, and how many faults. */
export async function raceForALead(times: number): Promise<{ leads: number; faults: unknown[] }> {
  const stage = await aSourcesStage();
  const { communityId, campaign, smm } = stage;
  const { id: campaignId } = campaign;
  const link = await aLink(stage);
  const { personId, name } = await aPerson(communityId, [], { name: "Соломія Єдина" });
  await someClicks(communityId, link.id, [{ at: NOON, visitor: "v1" }]);
  const faults: unknown[] = [];
  const causes = ["claim", "listing", "donation"] as const;
  await Promise.all(
    Array.from({ length: times }, async (_, nth) => {
      try {
        const cause = causes[nth % causes.length] ?? "claim";
        const now = hoursAfter(NOON, 1);
        if (nth % 4 === 3)
          await enterLeads(smm, campaignId, enteredLeadsInput.parse({ linkId: link.id, names: [name] }), now);
        else
          await db.transaction((tx) =>
            recordLead(tx, { communityId, campaignId, personId, cause }, { visitor: "v1" }, now),
          );
      } catch (error) {
        faults.push(error);
      }
    }),
  );
  const isTheirs = and(eq(leads.communityId, communityId), eq(leads.campaignId, campaignId));
  return { leads: await db.$count(leads, isTheirs), faults };
}
