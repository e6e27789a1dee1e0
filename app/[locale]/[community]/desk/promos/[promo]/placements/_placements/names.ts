import type { Tone } from "@/app/_ui/notice";
import type { Placement, PlacementStatus } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { networkName, placementName } from "../../../../links/_links/names";

/** Its title, or "сторіс 4" of story-4. */
export function nameOf({ title, content }: Pick<Placement, "title" | "content">, locale: Locale): string {
  return title || placementName(content, locale);
}

/** "Instagram, сторіс" */
export function placeOf({ network, format }: Pick<Placement, "network" | "format">, locale: Locale): string {
  return `${networkName(network, locale)}, ${formatName(format, locale)}`;
}

export function formatName(format: string, locale: Locale): string {
  const word = `format.${format}`;
  return placementWords.has(word) ? placementWords(locale)(word) : format;
}

export function sizeName(size: string, locale: Locale): string {
  const word = `size.${size}`;
  return placementWords.has(word) ? placementWords(locale)(word) : size;
}

export const STATUS_TONE: Record<PlacementStatus, Tone> = {
  draft: "plain",
  in_review: "wait",
  changes_requested: "bad",
  approved: "good",
  scheduled: "good",
  published: "good",
  measured: "good",
  failed: "bad",
  on_hold: "wait",
  cancelled: "plain",
};

/** Where a placement's picture or video is served to staff. */
export const mediaHref = (community: string, mediaId: string, size: "whole" | "preview" = "preview") =>
  `/api/desk/${community}/placement-media/${mediaId}${size === "whole" ? "?size=whole" : ""}`;

export const kitHref = (community: string, placementId: string) =>
  `/api/desk/${community}/placements/${placementId}/kit`;

export const kitPictureHref = (community: string, placementId: string, mediaId: string, size: string) =>
  `/api/desk/${community}/placements/${placementId}/kit/${mediaId}?${new URLSearchParams({ size })}`;

/** "1,2 МБ", "340 кБ" */
export function sizeText(bytes: number, locale: Locale): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, "megabyte"] : [bytes / 1_000, "kilobyte"];
  const format = { style: "unit", unit, maximumFractionDigits: value >= 10 ? 0 : 1 } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}
