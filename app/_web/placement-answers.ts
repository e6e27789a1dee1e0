import { z } from "zod";
import { db } from "@/db/client";
import { type Placement, placementStatus } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { sayVerdict } from "@/lib/promos/check/words";
import { hopOfPlacement } from "@/lib/promos/placements/content";
import { findPlacement, type PlacementView } from "@/lib/promos/placements/queries";
import { linkAddress } from "@/lib/promos/placements/verdicts";

const instant = z.iso.datetime({ offset: true });

const placementFields = {
  id: z.uuid(),
  network: z.string(),
  format: z.string(),
  content: z.string().meta({ description: "Its short name, and the UTM content of its link" }),
  title: z.string(),
  status: z.enum(placementStatus.enumValues),
  version: z
    .int()
    .meta({ description: "Counts changes of the content: an edit and an approval name the one they saw" }),
  text: z.string(),
  sticker: z.string(),
  target: z.string().nullable(),
  scheduledAt: instant.nullable(),
  contentBy: instant.nullable(),
  isSpare: z.boolean(),
  costMinor: z.int(),
  publishedAt: instant.nullable(),
  publishedUrl: z.string().nullable(),
};

export const placementItem = z.object(placementFields).meta({ id: "PlacementInList" });
export const placementListAnswer = z
  .object({ items: z.array(placementItem), nextCursor: z.string().nullable() })
  .meta({ id: "PlacementList" });

export const placementAnswer = z
  .object({
    ...placementFields,
    hopOf: z.uuid().nullable().meta({ description: "The placement from whose post people come to this one" }),
    link: z.url().nullable().meta({ description: "Its own tracked link" }),
    finalText: z.string().meta({ description: "The text as it is posted, with its link in place" }),
    media: z.array(
      z.object({
        id: z.uuid(),
        type: z.string(),
        bytes: z.int(),
        width: z.int().nullable(),
        height: z.int().nullable(),
        seconds: z.int().nullable(),
        alt: z.string(),
      }),
    ),
    check: z
      .array(
        z.object({
          rule: z.string(),
          level: z.enum(["hard", "advice"]),
          limit: z.union([z.number(), z.string()]),
          found: z.union([z.number(), z.string()]),
          file: z.int().nullable().meta({ description: "Which of the media, from 1" }),
          detail: z.string().meta({ description: "A sentence in the language of Accept-Language" }),
        }),
      )
      .meta({ description: "What the network’s rules say; hard ones stand in the way of review and approval" }),
  })
  .meta({ id: "Placement" });

export function placementInList(placement: Placement) {
  const { id, network, format, content, title, status, version, text, sticker, target, isSpare, costMinor } = placement;
  const { scheduledAt, contentBy, publishedAt, publishedUrl } = placement;
  return {
    ...{
      id,
      network,
      format,
      content,
      title,
      status,
      version,
      text,
      sticker,
      target,
      isSpare,
      costMinor,
      publishedUrl,
    },
    scheduledAt: scheduledAt?.toISOString() ?? null,
    contentBy: contentBy?.toISOString() ?? null,
    publishedAt: publishedAt?.toISOString() ?? null,
  } satisfies z.input<typeof placementItem>;
}

/** A placement as it stands after a call. */
export async function placementSeen(actor: Actor, placementId: string, locale: Locale) {
  return placementInFull(await findPlacement(actor, placementId), locale);
}

async function placementInFull({ placement, link, text, media, verdicts }: PlacementView, locale: Locale) {
  return {
    ...placementInList(placement),
    hopOf: (await hopOfPlacement(db, placement)) ?? null,
    link: link ? linkAddress(link.code) : null,
    finalText: text,
    media: media.map(({ id, type, bytes, width, height, seconds, alt }) => ({
      ...{ id, type, bytes, width, height, seconds, alt },
    })),
    check: verdicts.map((verdict) => ({
      rule: verdict.rule,
      level: verdict.level,
      limit: verdict.limit,
      found: verdict.found,
      file: verdict.place ?? null,
      detail: sayVerdict(verdict, locale),
    })),
  } satisfies z.input<typeof placementAnswer>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The promo of an address. What is no id is no promo. */
export function promoIn({ promo = "" }: Record<string, string>): string {
  if (!UUID.test(promo)) throw new Refusal("promos.notFound");
  return promo;
}

/** The placement of an address, which belongs to the promo of the same address. Refuses `placements.notFound`. */
export async function placementIn(actor: Actor, params: Record<string, string>): Promise<PlacementView> {
  const view = await findPlacement(actor, params.placement ?? "");
  if (view.promo.id !== params.promo) throw new Refusal("placements.notFound");
  return view;
}
