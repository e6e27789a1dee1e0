"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { changed } from "@/app/_web/freshness";
import { runForm } from "@/app/_web/run-form";
import { importBooks } from "@/lib/catalog/import/commit";
import { dropImportFile, keepImportFile, readImportFile } from "@/lib/catalog/import/kept-file";
import { Refusal } from "@/lib/core/refusal";
import { campaignOf, whoActs } from "../../_parts/open";
import { goBack, type Place } from "../../_parts/place";

/** Keeps the table and leads to its verdicts. One that cannot be read at all is not kept. */
export async function upload(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({}), form, async () => {
    const file = form.get("file");
    if (!(file instanceof File) || file.size === 0) throw new Refusal("catalog.fileUnreadable");
    const campaign = await campaignOf(actor, place.campaign);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const name = await keepImportFile(actor, bytes);
    try {
      await importBooks(actor, campaign.id, bytes, { dryRun: true });
    } catch (error) {
      await dropImportFile(actor, name);
      throw error;
    }
    return goBack(place, { file: name });
  });
}

const keptFile = z.object({ file: z.string().max(100) });

/** Adds what the verdicts promised. */
export async function confirmImport(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, keptFile, form, async ({ file }) => {
    const bytes = await readImportFile(actor, file);
    if (!bytes) return goBack(place, { file });
    const campaign = await campaignOf(actor, place.campaign);
    const { added } = await importBooks(actor, campaign.id, bytes);
    await dropImportFile(actor, file);
    changed({ campaignId: campaign.id });
    return goBack({ ...place, back: "books" }, { done: "imported", count: added });
  });
}

/** Takes the table away; nothing was added. */
export async function drop(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, keptFile, form, async ({ file }) => {
    await dropImportFile(actor, file);
    return goBack(place, { done: "dropped" });
  });
}
