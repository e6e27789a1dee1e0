"use server";

import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { promoBriefWords } from "@/lib/core/i18n/messages/promo-brief";
import { momentText } from "@/lib/core/i18n/moment";
import { Refusal } from "@/lib/core/refusal";
import { editBrief } from "@/lib/promos/commands";
import type { FoundPromo } from "@/lib/promos/queries";
import { agreePromo } from "@/lib/reports/quoting";
import { whoActs } from "../../../_parts/open";
import { goBack, type Place } from "../../../_parts/place";
import { promoOf } from "../../_promos/open";
import { briefForm, contactField, networkField, typedOf } from "./_brief/form-values";

/** Keeps a brief, half done or whole; the other button also agrees on it. */
export async function saveBrief(at: Place, promoId: string, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor, community } = await whoActs(at);
  const { locale } = place;
  const { id } = await promoOf(actor, promoId);
  let refused: string | undefined;
  const state = await runForm(locale, briefForm(community.timeZone), form, async ({ version, ...brief }) => {
    try {
      const saved = await editBrief(actor, id, brief, version);
      if (form.get("next") !== "agree") {
        const done = saved.status === "briefed" ? "briefWhole" : "briefSaved";
        return goBack({ ...place, back: `promos/${id}/brief` }, { done });
      }
      await agreePromo(actor, id);
    } catch (error) {
      if (error instanceof Refusal) refused = error.code;
      throw error;
    }
    return goBack({ ...place, back: `promos/${id}` }, { done: "promoAgreed" });
  });
  if (refused === "promos.briefUnfinished") return withMissing(state, await promoOf(actor, id), locale);
  if (refused === "promos.changedMeanwhile")
    return withTheirs(state, await promoOf(actor, id), locale, community.timeZone);
  const hasErrors = Object.keys(state.fieldErrors).length > 0;
  return hasErrors ? { ...state, message: deskWords(locale)("checkFields") } : state;
}

/** What was typed is saved; what is missing to be agreed is said beside its field. */
function withMissing(state: FormState, promo: FoundPromo, locale: Locale): FormState {
  const t = promoBriefWords(locale);
  const fieldErrors = Object.fromEntries(
    promo.missing.flatMap((field) => {
      if (field === "networks") return [["networks", t("missingNetworks")]];
      if (field !== "contacts") return [[field, t("missing")]];
      return promo.networks
        .filter(({ contactName }) => contactName === "")
        .map(({ network }) => [contactField(network), t("missingContact")]);
    }),
  );
  return { ...state, fieldErrors, values: { ...state.values, version: String(promo.version) } };
}

/**
 * Somebody else saved meanwhile: where the two differ, what is saved stands beside what was typed. The next try is made from the
 * version that is saved now, by somebody who has seen it.
 */
function withTheirs(state: FormState, promo: FoundPromo, locale: Locale, timeZone: string): FormState {
  const t = promoBriefWords(locale);
  const theirs = typedOf(promo, timeZone);
  const fieldErrors = Object.fromEntries(
    Object.entries(theirs).flatMap(([field, value]) => {
      if (same(state.values[field], value)) return [];
      if (value === "") return [[field, t("savedEmpty")]];
      if (field.startsWith(networkField(""))) return [[field, t("savedOther")]];
      return [[field, t("savedNow", { value: shown(promo, field, value, locale, timeZone) })]];
    }),
  );
  const message = t("compare");
  return { ...state, message, fieldErrors, values: { ...state.values, version: String(promo.version) } };
}

/** Browsers send line ends their own way. */
const same = (typed: string | undefined, kept: string) => (typed ?? "").replace(/\r\n/g, "\n").trim() === kept;

function shown(promo: FoundPromo, field: string, value: string, locale: Locale, timeZone: string): string {
  const kept = promo[field as keyof FoundPromo];
  return kept instanceof Date ? momentText(kept, timeZone, locale) : value.slice(0, 500);
}
