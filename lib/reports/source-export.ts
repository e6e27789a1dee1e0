import { toCsv } from "@/lib/catalog/export";
import type { Actor } from "@/lib/identity/actor";
import { campaignSources, type SourceFigures, type SourceQuery, type SourceRow } from "./sources";

const HEADER = [
  "network",
  "placement",
  "link",
  "clicks",
  "bot_clicks",
  "qr_clicks",
  "visitors",
  "leads_tracked",
  "leads_entered",
  "claims",
  "exchanged",
  "raised",
  "cost",
  "currency",
] as const;

/**
 * A campaign's sources as CSV: the rows of the page, the direct one among them. There is no line of totals, so that a column adds up
 * by itself. What is hidden from who asks is empty. Refuses as `campaignSources` does.
 */
export async function exportSources(actor: Actor, campaignId: string, query: SourceQuery): Promise<string> {
  const { rows, currency } = await campaignSources(actor, campaignId, query);
  return toCsv(
    HEADER,
    rows.map((row) => [...placeOf(row), ...figures(row), currency]),
  );
}

const placeOf = ({ network, placement, link }: SourceRow) => [network, placement, link];

function figures(row: SourceFigures) {
  const { clicks, botClicks, qrClicks, visitors, leadsTracked, leadsEntered, claims, exchanged } = row;
  const counts = [clicks, botClicks, qrClicks, visitors, leadsTracked, leadsEntered, claims, exchanged];
  return [...counts, whole(row.raisedMinor), whole(row.costMinor)];
}

/** As a number: of a span of days it may be below zero, and a sign is no formula. */
const whole = (minor: number | null) => minor && minor / 100;
