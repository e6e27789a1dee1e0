import { placementWords } from "@/lib/core/i18n/messages/placements";
import { momentText } from "@/lib/core/i18n/moment";
import { earliestSlot } from "@/lib/promos/placements/calendar-rules";
import { listLeads } from "@/lib/promos/placements/settings";
import type { Desk } from "../../../../_parts/open";
import { networkName } from "../../../../links/_links/names";

/** From when on networks take a placement, in a sentence: of one network, or of those whose lead time is set apart. */
export async function slotsText({ actor, community, locale, now }: Desk, network?: string): Promise<string> {
  const leads = await listLeads(actor);
  const known = [...leads].filter(([name]) =>
    network ? name === network : name === "instagram" || name === "facebook",
  );
  return known
    .map(([name, hours]) =>
      placementWords(locale)("list.slot", {
        network: networkName(name, locale),
        from: momentText(earliestSlot(now, hours, community.timeZone), community.timeZone, locale, now),
        hours,
      }),
    )
    .join(". ");
}
