"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { dropMemberFile, keepMemberFile, readMemberFile } from "@/lib/catalog/import/kept-file";
import { Refusal } from "@/lib/core/refusal";
import { importMembers } from "@/lib/identity/member-import";
import { whoActs } from "../../_parts/open";
import { goBack, type Place } from "../../_parts/place";

/** Keeps the list and leads to what would become of it. One that cannot be read is not kept. */
export async function upload(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, z.object({}), form, async () => {
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0) throw new Refusal("catalog.fileUnreadable");
    const bytes = new Uint8Array(await file.arrayBuffer());
    await importMembers(actor, bytes, { dryRun: true, locale: community.locale });
    return goBack(place, { file: await keepMemberFile(actor, bytes) });
  });
}

const keptFile = z.object({ file: z.string().max(100) });

/** Adds whom the list promised. */
export async function confirmMembers(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  return runForm(place.locale, keptFile, form, async ({ file }) => {
    const bytes = await readMemberFile(actor, file);
    if (!bytes) return goBack(place, { file });
    const { added } = await importMembers(actor, bytes, { locale: community.locale });
    await dropMemberFile(actor, file);
    return goBack({ ...place, back: "people" }, { done: "membersImported", count: added });
  });
}

/** Takes the list away; nobody was added. */
export async function drop(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, keptFile, form, async ({ file }) => {
    await dropMemberFile(actor, file);
    return goBack(place, { done: "dropped" });
  });
}
