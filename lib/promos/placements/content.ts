import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, one, type Tx } from "@/db/client";
import { links, type Placement, type Promo, placementEvents, placements } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { linkInput } from "@/lib/referrals/input";
import { moveLink, placeLink } from "@/lib/referrals/links";
import { formatSpec } from "../check/specs";
import { lockPromo } from "../moves";
import type { PlacementEdit, PlacementInput, PlacementPatch } from "./input";
import { lockPlacement, move } from "./moves";
import { isOpen, planPrint } from "./rules";

const PLACEMENTS_MAX = 200; // of one promo

/**
 * Plans a placement of a promo, as a draft. One that leads somewhere gets its tracked link at once. Without a name it is called by
 * its format and the next number: story-4. Refuses `identity.notAllowed`, `promos.notFound`, `promoOver`, `formatUnknown`,
 * `nameTaken`, `tooMany`, and what `createLink` refuses.
 */
export async function createPlacement(
  actor: Actor,
  promoId: string,
  input: PlacementInput,
  now = new Date(),
): Promise<Placement> {
  requirePermission(actor, "promos.manage");
  const { communityId, personId: createdBy } = actor;
  return db.transaction(async (tx) => {
    const promo = await lockPromo(tx, communityId, promoId); // names are given one after the other: two people get two
    if (!isOpen(promo.status)) throw new Refusal("placements.promoOver");
    if (!formatSpec(input.network, input.format)) throw new Refusal("placements.formatUnknown");
    const names = await namesOf(tx, promo);
    if (names.size >= PLACEMENTS_MAX) throw new Refusal("placements.tooMany", { max: PLACEMENTS_MAX });
    const content = input.content ?? nextName(names, input.format);
    if (names.has(content)) throw new Refusal("placements.nameTaken", { name: content });

    const { hopOf, target = null, ...rest } = input;
    const id = uuidv7();
    const planned = { ...rest, communityId, id, promoId, content, target, createdBy, createdAt: now };
    const placement = one(await tx.insert(placements).values(planned).returning());
    await tx.insert(placementEvents).values({
      communityId,
      placementId: id,
      event: "edit",
      toStatus: "draft",
      actorId: actor.personId,
      at: now,
    });
    return target === null ? placement : withLink(tx, placement, promo, actor, hopOf, now);
  });
}

/**
 * Changes what a placement says and how it is planned, from the version and the plan that were seen. Other words than those approved
 * are a draft again; a change of the plan alone leaves the approval. The same again changes nothing. Refuses `identity.notAllowed`,
 * `placements.notFound`, `promoOver`, `changedMeanwhile`, `notAllowedNow`, `timeNeeded`, and what `createLink` refuses.
 */
export async function editPlacement(
  actor: Actor,
  placementId: string,
  { plan, ...edit }: PlacementEdit,
  now = new Date(),
): Promise<Placement> {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const open = await lockOpen(tx, actor.communityId, placementId);
    if (planPrint(open.placement) !== plan) throw new Refusal("placements.changedMeanwhile");
    return change(tx, open, edit, actor, now);
  });
}

/** Changes what is named of a placement; all else stays as it is at that moment. Refuses as `editPlacement` does. */
export async function patchPlacement(
  actor: Actor,
  placementId: string,
  patch: PlacementPatch,
  now = new Date(),
): Promise<Placement> {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const open = await lockOpen(tx, actor.communityId, placementId);
    const { title, text, sticker, target, isSpare, costMinor, scheduledAt, contentBy } = open.placement;
    const asItStands = {
      target: target ?? undefined,
      hopOf: await hopOfPlacement(tx, open.placement),
      scheduledAt: scheduledAt ?? undefined,
      contentBy: contentBy ?? undefined,
    };
    const words = { title: patch.title ?? title, text: patch.text ?? text, sticker: patch.sticker ?? sticker };
    const plan = { isSpare: patch.isSpare ?? isSpare, costMinor: patch.costMinor ?? costMinor };
    return change(tx, open, { ...asItStands, ...patch, ...words, ...plan }, actor, now);
  });
}

async function change(
  tx: Tx,
  { placement, promo }: Awaited<ReturnType<typeof lockOpen>>,
  { version, hopOf, target: leadsTo, ...edit }: Omit<PlacementEdit, "plan">,
  actor: Actor,
  now: Date,
): Promise<Placement> {
  const target = leadsTo ?? null;
  if (placement.version !== version) throw new Refusal("placements.changedMeanwhile");
  const plan = { ...edit, scheduledAt: edit.scheduledAt ?? null, contentBy: edit.contentBy ?? null };
  if (placement.status === "scheduled" && !plan.scheduledAt) throw new Refusal("placements.timeNeeded");
  const hopBefore = await hopOfPlacement(tx, placement);
  const isSame =
    placement.text === plan.text &&
    placement.sticker === plan.sticker &&
    placement.title === plan.title &&
    placement.target === target &&
    (target === null || (hopBefore ?? null) === (hopOf ?? null));
  if (isSame) return setPlan(tx, placement, plan);

  const set = { ...plan, target, version: version + 1 };
  const { placement: moved } = await move(tx, placement, "edit", actor, now, set);
  return target === null ? moved : withLink(tx, moved, promo, actor, hopOf, now);
}

/** A step: a placement whose content may change now, under lock. Refuses `placements.notFound`, `placements.promoOver`. */
export async function lockOpen(tx: Tx, communityId: string, placementId: string) {
  const found = await lockPlacement(tx, communityId, placementId);
  if (!isOpen(found.promo.status)) throw new Refusal("placements.promoOver");
  return found;
}

/** The next free name of a format: story-4. */
export function nextName(names: ReadonlySet<string>, format: string): string {
  let number = 1;
  while (names.has(`${format}-${number}`)) number++;
  return `${format}-${number}`;
}

/** A step: the tracked link of a placement says and leads to what the placement does; the first time it is made. */
async function withLink(
  tx: Tx,
  placement: Placement,
  promo: Promo,
  actor: Actor,
  hopOf: string | undefined,
  now: Date,
): Promise<Placement> {
  const { communityId, id, network, content, title, costMinor, target, linkId } = placement;
  const hop = hopOf ? await linkOfPlacement(tx, placement, hopOf) : undefined;
  const input = linkInput.parse({ network, content, title, costMinor, target, tag: promo.tag, hopOf: hop });
  const placing = { communityId, createdBy: actor.personId, campaignId: promo.campaignId };
  const link = linkId ? await moveLink(tx, communityId, linkId, input) : await placeLink(tx, placing, input, now);
  return one(
    await tx
      .update(placements)
      .set({ linkId: link.id, target: link.target })
      .where(and(eq(placements.communityId, communityId), eq(placements.id, id)))
      .returning(),
  );
}

/** The link of another placement of the same promo, by which people come. */
async function linkOfPlacement(tx: Tx, { communityId, promoId, id }: Placement, otherId: string): Promise<string> {
  const [other] = await tx
    .select({ linkId: placements.linkId })
    .from(placements)
    .where(and(eq(placements.communityId, communityId), eq(placements.promoId, promoId), eq(placements.id, otherId)));
  if (!other?.linkId || otherId === id) throw new Refusal("referrals.hopUnknown");
  return other.linkId;
}

/** The placement from whose post people come to this one. */
export async function hopOfPlacement(
  tx: Pick<Tx, "select">,
  { communityId, promoId, linkId }: Placement,
): Promise<string | undefined> {
  if (!linkId) return undefined;
  const [hop] = await tx
    .select({ id: placements.id })
    .from(links)
    .innerJoin(
      placements,
      and(
        eq(placements.communityId, links.communityId),
        eq(placements.linkId, links.hopOf),
        eq(placements.promoId, promoId),
      ),
    )
    .where(and(eq(links.communityId, communityId), eq(links.id, linkId)));
  return hop?.id;
}

async function setPlan(tx: Tx, placement: Placement, plan: Partial<Placement>): Promise<Placement> {
  const { communityId, id, linkId } = placement;
  const { scheduledAt, contentBy, isSpare, costMinor } = plan;
  if (linkId && costMinor !== undefined)
    await tx
      .update(links)
      .set({ costMinor })
      .where(and(eq(links.communityId, communityId), eq(links.id, linkId)));
  return one(
    await tx
      .update(placements)
      .set({ scheduledAt, contentBy, isSpare, costMinor })
      .where(and(eq(placements.communityId, communityId), eq(placements.id, id)))
      .returning(),
  );
}

async function namesOf(tx: Tx, { communityId, id }: Promo): Promise<Set<string>> {
  const rows = await tx
    .select({ name: sql<string>`${placements.content}` })
    .from(placements)
    .where(and(eq(placements.communityId, communityId), eq(placements.promoId, id)));
  return new Set(rows.map(({ name }) => name));
}
