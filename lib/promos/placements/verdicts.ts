import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { links, type Placement, placementMedia, specOverrides } from "@/db/schema";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import { checkContent, passes } from "../check/check";
import { linksIn } from "../check/count";
import { type FormatSpec, formatSpec, withOverrides } from "../check/specs";
import type { Verdict } from "../check/verdicts";

/** Stands in a text for the placement's own link. */
export const LINK_MARK = /\{(?:link|посилання)\}/giu;

/** The rules of a placement's format in its community. Refuses `placements.formatUnknown`. */
export async function rulesOf(
  tx: Pick<Tx, "select">,
  { communityId, network, format }: Pick<Placement, "communityId" | "network" | "format">,
): Promise<FormatSpec> {
  const spec = formatSpec(network, format);
  if (!spec) throw new Refusal("placements.formatUnknown");
  const overrides = await tx
    .select()
    .from(specOverrides)
    .where(
      and(
        eq(specOverrides.communityId, communityId),
        eq(specOverrides.network, network),
        eq(specOverrides.format, format),
      ),
    );
  return withOverrides(spec, overrides);
}

/** What the rules say about a placement as it stands. */
export async function verdictsOf(tx: Pick<Tx, "select">, placement: Placement): Promise<Verdict[]> {
  const { communityId, id, title, sticker, target } = placement;
  const [spec, media, link] = [
    await rulesOf(tx, placement),
    await tx
      .select()
      .from(placementMedia)
      .where(and(eq(placementMedia.communityId, communityId), eq(placementMedia.placementId, id)))
      .orderBy(placementMedia.position),
    await linkOf(tx, placement),
  ];
  const text = finalText(placement, spec, link?.code);
  return checkContent(spec, { text, title, sticker, hasLink: target !== null, media });
}

/** Refuses `placements.checkFails` with how many hard rules stand in the way. */
export async function refuseHard(tx: Pick<Tx, "select">, placement: Placement): Promise<void> {
  const verdicts = await verdictsOf(tx, placement);
  const count = verdicts.filter(({ level }) => level === "hard").length;
  if (!passes(verdicts)) throw new Refusal("placements.checkFails", { count });
}

/**
 * The text as it will be posted: the link where the text has `{link}`; without the mark, on a line of its own at the end where
 * links can be pressed. Nowhere else: on a story it is a sticker.
 */
export function finalText(
  { text, target }: Pick<Placement, "text" | "target">,
  spec: FormatSpec,
  code?: string,
): string {
  const address = target !== null && code ? linkAddress(code) : "";
  const filled = text.replace(LINK_MARK, address);
  const isMarked = filled !== text;
  const isThere = address === "" || isMarked || linksIn(text).some((link) => link.includes(address));
  if (isThere || spec.rules.links?.value !== "clickable") return filled;
  return filled === "" ? address : `${filled}\n\n${address}`;
}

/** A tracked link as people see and press it. */
export const linkAddress = (code: string) => new URL(`/r/${code}`, env.APP_URL).href;

/** A placement's own tracked link, while the placement leads anywhere. */
export async function linkOf(tx: Pick<Tx, "select">, { communityId, linkId, target }: Placement) {
  if (!linkId || target === null) return undefined;
  const [link] = await tx
    .select()
    .from(links)
    .where(and(eq(links.communityId, communityId), eq(links.id, linkId)));
  return link;
}
