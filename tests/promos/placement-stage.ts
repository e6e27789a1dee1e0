import { eq } from "drizzle-orm";
import sharp from "sharp";
import { db, one } from "@/db/client";
import { type Placement, placementEvents, placements } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import { approvePlacement, submitPlacement } from "@/lib/promos/placements/commands";
import { createPlacement, editPlacement } from "@/lib/promos/placements/content";
import { placementEdit, placementInput } from "@/lib/promos/placements/input";
import { addMedia } from "@/lib/promos/placements/media";
import { planPrint } from "@/lib/promos/placements/rules";
import { NOON } from "../support/times";
import { aPromo, aTeam } from "./stage";

export type Team = Awaited<ReturnType<typeof aTeam>>;

export const plan = (input: Record<string, unknown> = {}) =>
  placementInput.parse({ network: "facebook", format: "group-post", text: "Оберіть книгу", ...input });

/** A picture of plain colour. */
export const aPicture = (width: number, height: number, type: "jpeg" | "png" | "webp" = "jpeg") =>
  sharp({ create: { width, height, channels: 3, background: "#335577" } })
    .toFormat(type)
    .toBuffer();

/** A promo of a fresh community, and one placement of it. */
export async function aDraft(input: Record<string, unknown> = {}) {
  const team = await aTeam();
  const promo = await aPromo(team.communityId, team.campaign.id);
  const placement = await createPlacement(team.smm, promo.id, plan(input), NOON);
  return { ...team, promo, placement };
}

/** The same as an Instagram story with its picture. */
export async function aStory(input: Record<string, unknown> = {}) {
  const made = await aDraft({ network: "instagram", format: "story", text: "", ...input });
  const medium = await addMedia(
    made.smm,
    made.placement.id,
    { bytes: await aPicture(1080, 1920), name: "1.jpg" },
    NOON,
  );
  return { ...made, medium, placement: await seen(made.placement) };
}

export async function approved(actor: Actor, placement: Placement, now = NOON): Promise<Placement> {
  const { id } = placement;
  const submitted = await submitPlacement(actor, id, "", now);
  return approvePlacement(actor, id, { version: submitted.version }, now);
}

export const seen = async ({ id }: Pick<Placement, "id">): Promise<Placement> =>
  one(await db.select().from(placements).where(eq(placements.id, id)));

export const eventsOf = async ({ id }: Pick<Placement, "id">) =>
  db.select().from(placementEvents).where(eq(placementEvents.placementId, id)).orderBy(placementEvents.id);

/** An edit of a placement as it was seen: what is not named stays. */
export function edit(placement: Placement, change: Record<string, unknown>) {
  const { version, text, title, sticker, target, costMinor, isSpare } = placement;
  const dates = {
    scheduledAt: placement.scheduledAt?.toISOString() ?? "",
    contentBy: placement.contentBy?.toISOString() ?? "",
  };
  const seen = { version, plan: planPrint(placement) };
  return placementEdit.parse({ ...seen, text, title, sticker, target, costMinor, isSpare, ...dates, ...change });
}

/** Two people approve the same version at once. */
export async function raceOfApprovals() {
  const { smm, organizer, placement } = await aDraft();
  const { version } = await submitPlacement(smm, placement.id, "", NOON);
  await Promise.allSettled([smm, organizer].map((who) => approvePlacement(who, placement.id, { version }, NOON)));
  return { approvals: (await eventsOf(placement)).filter(({ event }) => event === "approve").length };
}

/** One approves what they saw while another changes it. */
export async function raceOfApprovalAndEdit() {
  const { smm, organizer, placement } = await aDraft();
  const submitted = await submitPlacement(smm, placement.id, "", NOON);
  const [approval, change] = await Promise.allSettled([
    approvePlacement(organizer, placement.id, { version: submitted.version }, NOON),
    editPlacement(smm, placement.id, edit(submitted, { text: "Зовсім інший текст" }), NOON),
  ]);
  const after = await seen(placement);
  const isUnseenApproved = after.status === "approved" && after.version !== submitted.version;
  return { approval, change, after, isUnseenApproved };
}
