"use server";

import type { Route } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { listDeskCampaigns } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";
import { instantIn } from "@/lib/core/zone";
import type { PersonActor } from "@/lib/identity/actor";
import {
  approvePlacement,
  cancelPlacement,
  commentPlacement,
  holdPlacement,
  markFailed,
  publishPlacement,
  requestChanges,
  resumePlacement,
  schedulePlacement,
  submitPlacement,
} from "@/lib/promos/placements/commands";
import { createPlacement, editPlacement } from "@/lib/promos/placements/content";
import {
  altInput,
  approveInput,
  commentInput,
  noteInput,
  placementEdit,
  placementInput,
  publishInput,
  reviewLinkInput,
  scheduleInput,
} from "@/lib/promos/placements/input";
import { addMedia, describeMedia, MEDIA_MAX, putFirst, removeMedia } from "@/lib/promos/placements/media";
import { makeReviewLink, revokeReviewLink } from "@/lib/promos/placements/reviews";
import { whoActs } from "../../../_parts/open";
import { deskHref, type Place, type Query } from "../../../_parts/place";
import { promoOf } from "../../_promos/open";
import type { campaignOf } from "./_placements/open";
import { addressFor, PAGES } from "./_placements/target";

/** Which placement of which promo a form is about. */
export type At = { promo: string; placement: string };

/** Plans a placement and leads to it. */
export async function makePlacement(
  at: Place,
  promoId: string,
  _before: FormState,
  form: FormData,
): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const around = await placeOfPromo(actor, place, promoId);
  const [network = "", format = ""] = String(form.get("where") ?? "").split("/");
  const schema = contentForm(placementInput, around, community.timeZone, { network, format });
  return runForm(place.locale, schema, form, async (input) => {
    const { id } = await createPlacement(actor, promoId, input);
    return go(place, `promos/${promoId}/placements/${id}`, { done: "placementMade" });
  });
}

/** Changes what a placement says and how it is planned. */
export async function savePlacement(at: Place, which: At, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const around = await placeOfPromo(actor, place, which.promo);
  const schema = contentForm(placementEdit, around, community.timeZone, {});
  return runForm(place.locale, schema, form, async (input) => {
    await editPlacement(actor, which.placement, input);
    return back(place, which, "placementSaved");
  });
}

const STEPS = {
  submit: { done: "placementSubmitted", input: noteInput, run: submitPlacement },
  request_changes: { done: "placementChanges", input: commentInput, run: requestChanges },
  fail: { done: "placementFailed", input: noteInput, run: markFailed },
  hold: { done: "placementHeld", input: noteInput, run: holdPlacement },
  resume: { done: "placementResumed", input: noteInput, run: resumePlacement },
  cancel: { done: "placementCancelled", input: noteInput, run: cancelPlacement },
  comment: { done: "placementCommented", input: commentInput, run: commentPlacement },
} as const;
type Step = keyof typeof STEPS | "approve";

/** One step on a placement's way. */
export async function step(at: Place, which: At, name: Step, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  if (name === "approve")
    return runForm(place.locale, approveInput, form, async (input) => {
      await approvePlacement(actor, which.placement, input);
      return back(place, which, "placementApproved");
    });
  const { done, input, run } = STEPS[z.enum(Object.keys(STEPS) as (keyof typeof STEPS)[]).parse(name)];
  return runForm(place.locale, input, form, async ({ note }) => {
    await run(actor, which.placement, note);
    return back(place, which, done);
  });
}

/** Sets when it goes out. */
export async function schedule(at: Place, which: At, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, timed(scheduleInput, ["at"], community.timeZone), form, async (input) => {
    await schedulePlacement(actor, which.placement, input.at);
    return back(place, which, "placementScheduled");
  });
}

/** Somebody has posted it. */
export async function publish(at: Place, which: At, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, timed(publishInput, ["at"], community.timeZone), form, async (input) => {
    await publishPlacement(actor, which.placement, input);
    return back(place, which, "placementPublished");
  });
}

const nothing = z.object({});

/** Adds the chosen files, one after the other; the first that cannot be taken says why. */
export async function addFiles(at: Place, which: At, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const files = form.getAll("files").filter((file): file is File => file instanceof File && file.size > 0);
  return runForm(place.locale, nothing, form, async () => {
    if (files.length === 0) throw new Refusal("placements.mediaUnreadable");
    for (const file of files.slice(0, MEDIA_MAX + 1))
      await addMedia(actor, which.placement, { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name });
    return back(place, which, "mediaAdded", "media");
  });
}

const oneMedium = z.object({ medium: z.uuid("fields.choose"), what: z.enum(["first", "remove"], "fields.choose") });

/** Puts a file first, or takes it away. */
export async function changeMedium(at: Place, which: At, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, oneMedium, form, async ({ medium, what }) => {
    await (what === "first" ? putFirst : removeMedia)(actor, which.placement, medium);
    return back(place, which, "mediaChanged", "media");
  });
}

/** Says what a picture shows. */
export async function describe(
  at: Place,
  which: At,
  mediumId: string,
  _before: FormState,
  form: FormData,
): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ alt: altInput }), form, async ({ alt }) => {
    await describeMedia(actor, which.placement, mediumId, alt);
    return back(place, which, "altSaved", "media");
  });
}

/** Makes an address for people without an account. */
export async function makeLink(at: Place, promoId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, reviewLinkInput, form, async (input) => {
    await makeReviewLink(actor, (await promoOf(actor, promoId)).id, input);
    return go(place, `promos/${promoId}/placements`, { done: "reviewLinkMade" }, "review-links");
  });
}

/** Ends one. */
export async function revokeLink(at: Place, promoId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ share: z.uuid("fields.choose") }), form, async ({ share }) => {
    await revokeReviewLink(actor, (await promoOf(actor, promoId)).id, share);
    return go(place, `promos/${promoId}/placements`, { done: "reviewLinkRevoked" }, "review-links");
  });
}

type Around = { community: string; campaign: ReturnType<typeof campaignOf> };

async function placeOfPromo(actor: PersonActor, place: Place, promoId: string): Promise<Around> {
  const promo = await promoOf(actor, promoId);
  const campaigns = await listDeskCampaigns(actor);
  return { community: place.community, campaign: campaigns.find(({ id }) => id === promo.campaignId) };
}

/** A page is chosen by its name, and times are the community's. */
function contentForm<Schema extends z.ZodType>(
  schema: Schema,
  around: Around,
  timeZone: string,
  fixed: Record<string, string>,
): z.ZodType<z.output<Schema>> {
  return z
    .looseObject({ page: z.enum(PAGES, "fields.choose"), target: z.string().default("") })
    .transform(({ page, target, ...rest }, context) => {
      if (page === "address" && target.trim() === "")
        context.issues.push({ code: "custom", message: "fields.required", path: ["target"], input: target });
      const read = { ...rest, ...fixed, target: addressFor(page, target, around) };
      return inZone(read, ["scheduledAt", "contentBy"], timeZone);
    })
    .pipe(schema as unknown as z.ZodType<z.output<Schema>, Record<string, unknown>>);
}

function timed<Schema extends z.ZodType>(
  schema: Schema,
  names: string[],
  timeZone: string,
): z.ZodType<z.output<Schema>> {
  return z
    .looseObject({})
    .transform((typed) => inZone(typed, names, timeZone))
    .pipe(schema as unknown as z.ZodType<z.output<Schema>, Record<string, unknown>>);
}

/** Clock times as instants; what is none stays, to be refused by the field. */
function inZone(typed: Record<string, unknown>, names: string[], timeZone: string): Record<string, unknown> {
  const times = names.flatMap((name) => {
    const text = typed[name];
    return typeof text === "string" && text ? [[name, instantIn(text, timeZone)?.toISOString() ?? text]] : [];
  });
  return { ...typed, ...Object.fromEntries(times) };
}

function go(place: Place, section: string, query: Query, hash = ""): never {
  redirect(deskHref(place, section, query, hash) as Route);
}

function back(place: Place, { promo, placement }: At, done: string, hash = ""): never {
  return go(place, `promos/${promo}/placements/${placement}`, { done }, hash);
}
