import { z } from "zod";
import { type Link, linkStatus } from "@/db/schema";
import { listDeskCampaigns, type PublicCampaign } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import type { EnteredReading } from "@/lib/promos/numbers/readings";
import { utmOf } from "@/lib/referrals/vocabulary";
import type { CampaignSources } from "@/lib/reports/sources";
import { page } from "./api-answers";

const instant = z.iso.datetime({ offset: true });
const count = z.int().min(0);
const shielded = (kind: z.ZodInt) =>
  kind.nullable().meta({
    description:
      "Null where fewer than five donors could be told apart by whoever asks; of a span, always, for whoever may not see money",
  });

const figures = {
  clicks: count.meta({ description: "Of people, one per visitor, link and hour" }),
  botClicks: count.meta({ description: "Requests of robots and previews" }),
  qrClicks: count.meta({ description: "Of the clicks, those by a printed code" }),
  visitors: count.meta({ description: "Different ones; in the totals each once" }),
  leadsTracked: count,
  leadsEntered: count.meta({
    description: "Entered by hand. Tracked and entered add up to all leads: nobody is in both",
  }),
  claims: shielded(count),
  exchanged: shielded(count).meta({ description: "Of the claims, those confirmed or fulfilled now" }),
  raisedMinor: shielded(z.int()).meta({ description: "Confirmed donations minus refunds, from the ledger" }),
  costMinor: count,
};

export const sourcesAnswer = z
  .object({
    touch: z.enum(["first", "last"]),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    currency: z.string().length(3),
    rows: z
      .array(
        z.object({
          kind: z.enum(["link", "shared", "entered", "direct"]),
          network: z.string(),
          placement: z.string().nullable(),
          link: z.string().nullable().meta({ description: "The link’s code; null for several links, or none" }),
          ...figures,
        }),
      )
      .meta({ description: "By network, placement and link. The last is direct: all that no link is credited with" }),
    orphanClicks: count.meta({ description: "Requests of people to links that were off" }),
    totals: z.object(figures),
  })
  .meta({ id: "Sources" });

export function sourcesOf({ rows, ...sources }: CampaignSources) {
  return {
    ...sources,
    rows: rows.map(({ linkId: _, title: _t, hopOf: _h, isOn: _o, ...row }) => row),
  } satisfies z.input<typeof sourcesAnswer>;
}

export const linkAnswer = z
  .object({
    code: z.string(),
    url: z.url(),
    qrSvgUrl: z.url(),
    qrPngUrl: z.url(),
    network: z.string(),
    medium: z.string(),
    content: z.string(),
    target: z.string(),
    title: z.string(),
    status: z.enum(linkStatus.enumValues),
    expiresAt: instant.nullable(),
    costMinor: count,
    createdAt: instant,
    utm: z.object({
      utm_source: z.string(),
      utm_medium: z.string(),
      utm_campaign: z.string(),
      utm_content: z.string(),
    }),
  })
  .meta({ id: "Link" });
export const linkListAnswer = z.object({ items: z.array(linkAnswer), nextCursor: z.null() }).meta({ id: "LinkList" });

export function linkOf(link: Link) {
  const { code, network, medium, content, target, title, status, costMinor } = link;
  return {
    code,
    url: page("r", code),
    qrSvgUrl: page("r", code, "qr.svg"),
    qrPngUrl: page("r", code, "qr.png"),
    network,
    medium,
    content,
    target,
    title,
    status,
    expiresAt: link.expiresAt?.toISOString() ?? null,
    costMinor,
    createdAt: link.createdAt.toISOString(),
    utm: utmOf(link),
  } satisfies z.input<typeof linkAnswer>;
}

export const enteredAnswer = z
  .object({
    entered: count,
    knownAlready: count.meta({ description: "Names that are leads of the campaign already" }),
  })
  .meta({ id: "EnteredLeads" });

export const readingAnswer = z
  .object({
    id: z.uuid(),
    metric: z.string(),
    value: count,
    at: instant,
    source: z.string(),
    note: z.string(),
    link: z.string().nullable(),
    author: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: "Reading" });
export const readingListAnswer = z
  .object({ items: z.array(readingAnswer), nextCursor: z.null() })
  .meta({ id: "ReadingList" });

export function readingOf(reading: EnteredReading) {
  const { id, metric, value, at, source, note, linkCode, authorName, createdAt } = reading;
  return {
    id,
    metric,
    value,
    at: at.toISOString(),
    source,
    note,
    link: linkCode,
    author: authorName,
    createdAt: createdAt.toISOString(),
  } satisfies z.input<typeof readingAnswer>;
}

/**
 * The campaign a call at the community means: by its address, or the newest that is open, or the newest. Refuses
 * `catalog.campaignNotFound` when there is none of that address.
 */
export async function campaignMeant(actor: Actor, slug: string | undefined): Promise<PublicCampaign> {
  const campaigns = await listDeskCampaigns(actor);
  const usual = campaigns.find(({ status }) => status === "open") ?? campaigns[0];
  const meant = slug ? campaigns.find((campaign) => campaign.slug === slug) : usual;
  if (!meant) throw new Refusal("catalog.campaignNotFound");
  return meant;
}
