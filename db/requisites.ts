import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { campaigns, requisiteChanges } from "./schema";

/**
 * For a left join of `requisite_changes` to `campaigns`: a change of the fund's requisites that is due holds from its moment on,
 * whether or not the clock has written it into the campaign. At most one can be open.
 */
export const changeDue = (now: Date) =>
  and(
    eq(requisiteChanges.communityId, campaigns.communityId),
    eq(requisiteChanges.campaignId, campaigns.id),
    isNull(requisiteChanges.appliedAt),
    isNull(requisiteChanges.cancelledAt),
    lte(requisiteChanges.takesEffectAt, now),
  );

/** With that join: where the money goes at that moment. */
export const requisites = {
  fundName: sql<string>`coalesce(${requisiteChanges.fundName}, ${campaigns.fundName})`,
  jarUrl: newer("jarUrl"),
  iban: newer("iban"),
  edrpou: newer("edrpou"),
};

/** An empty field of a change is empty: it does not leave the old one standing. */
function newer(column: "jarUrl" | "iban" | "edrpou") {
  return sql<
    string | null
  >`case when ${requisiteChanges.id} is null then ${campaigns[column]} else ${requisiteChanges[column]} end`;
}
