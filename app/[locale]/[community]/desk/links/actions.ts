"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { bookPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { linkStatus } from "@/db/schema";
import { findBook, type PublicCampaign } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";
import { instantIn } from "@/lib/core/zone";
import { type LinkInput, linkInput } from "@/lib/referrals/input";
import { createLink, editLink, setHost, setLinkStatus } from "@/lib/referrals/links";
import { campaignOf, whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";
import { pathOf, TARGETS } from "./_links/names";

/** Makes a link and leads to what is needed to post it. */
export async function makeLink(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const campaign = await campaignOf(actor, place.campaign);
  return runForm(place.locale, linkForm(campaign), form, async (input) => {
    const { id } = await createLink(actor, campaign.id, await whole(input, campaign));
    return goBack({ ...place, back: `links/${id}` }, { done: "linkMade" });
  });
}

/** Changes a link; what is printed stays good. */
export async function saveLink(at: Place, id: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  const campaign = await campaignOf(actor, place.campaign);
  return runForm(place.locale, linkForm(campaign), form, async (input) => {
    await editLink(actor, readLinkId(id), await whole(input, campaign));
    return goBack({ ...place, back: `links/${id}` }, { done: "linkSaved" });
  });
}

const switchForm = z.object({ link: z.uuid("fields.choose"), status: z.enum(linkStatus.enumValues) });

/** Switches a link off or on: which is said by the button that was pressed. */
export async function switchLink(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, switchForm, form, async ({ link, status }) => {
    await setLinkStatus(actor, link, status);
    return goBack(place, { done: status === "active" ? "linkOn" : "linkOff" });
  });
}

const hostForm = z.object({ host: z.string().trim().min(1, "fields.required").max(500, "fields.tooLong") });

/** Lets links lead to a site. */
export async function addHost(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, hostForm, form, async ({ host }) => {
    await setHost(actor, host, true);
    return goBack(place, { done: "hostAdded" });
  });
}

/** Lets links lead there no longer. */
export async function removeHost(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, hostForm, form, async ({ host }) => {
    await setHost(actor, host, false);
    return goBack(place, { done: "hostRemoved" });
  });
}

type Typed = LinkInput & { book?: string };
type Chosen = { target: string; expiresAt: string; book: string | undefined };

/** A page of the campaign is chosen by its name and a book by its code; a clock time is the community's. */
function linkForm(campaign: PublicCampaign) {
  return z
    .looseObject({
      page: z.enum(TARGETS, "fields.choose"),
      book: z.string().trim().max(80, "fields.tooLong").default(""),
      target: z.string().trim().default(""),
      expiresAt: z.string().default(""),
    })
    .transform(({ page, book, target, expiresAt, ...rest }, context) => {
      if (page === "book" && book === "")
        context.issues.push({ code: "custom", message: "fields.required", path: ["book"], input: book });
      const own = page === "address" ? target : pathOf(campaign, page === "book" ? "catalog" : page);
      const at = expiresAt && (instantIn(expiresAt, campaign.timeZone)?.toISOString() ?? expiresAt);
      return { ...rest, target: own, expiresAt: at, book: page === "book" ? book : undefined };
    })
    .pipe(linkInput.extend({ book: z.string().optional() }) as z.ZodType<Typed, Chosen>);
}

async function whole({ book, ...input }: Typed, campaign: PublicCampaign): Promise<LinkInput> {
  if (!book) return input;
  const found = await findBook(campaign.communityId, campaign.id, book);
  if (!found) throw new Refusal("catalog.notFound");
  return { ...input, target: bookPath(campaign, found.code) };
}

function readLinkId(id: string): string {
  const read = z.uuid().safeParse(id);
  if (!read.success) throw new Refusal("referrals.linkNotFound");
  return read.data;
}
