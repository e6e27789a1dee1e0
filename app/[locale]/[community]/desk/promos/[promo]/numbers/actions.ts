"use server";

import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { instantIn } from "@/lib/core/zone";
import { enterPlacementNumbers, enterPromoNumbers, removeReading } from "@/lib/promos/numbers/commands";
import { type Numbers, placementNumbers, promoNumbers } from "@/lib/promos/numbers/input";
import { whoActs } from "../../../_parts/open";
import { goBack, type Place } from "../../../_parts/place";

/** What was read, as the form sends it: its moment is a clock time of the community. */
function inZone(schema: z.ZodType<Numbers>, timeZone: string): z.ZodType<Numbers> {
  return z
    .record(z.string(), z.string())
    .transform(({ at, ...rest }) => ({ ...rest, at: at ? (instantIn(at, timeZone)?.toISOString() ?? at) : "" }))
    .pipe(schema as z.ZodType<Numbers, { at: string }>) as unknown as z.ZodType<Numbers>;
}

type Of = { placement: string; network: string; format: string } | { promo: string };

/** Writes down what was read of a placement or of the promo. */
export async function numbersAction(at: Place, of: Of, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const schema = "placement" in of ? placementNumbers(of.network, of.format) : promoNumbers;
  return runForm(place.locale, inZone(schema, community.timeZone), form, async (numbers) => {
    const file = form.get("screenshot");
    const screenshot =
      file instanceof File && file.size > 0 ? { bytes: new Uint8Array(await file.arrayBuffer()) } : undefined;
    if ("placement" in of) await enterPlacementNumbers(actor, of.placement, numbers, screenshot);
    else await enterPromoNumbers(actor, of.promo, numbers, screenshot);
    return goBack(place, { done: "numbersEntered" });
  });
}

/** Takes a wrong number back. */
export async function removeAction(at: Place, _: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, z.object({ reading: z.uuid("fields.choose") }), form, async ({ reading }) => {
    await removeReading(actor, reading);
    return goBack(place, { done: "numberRemoved" });
  });
}
