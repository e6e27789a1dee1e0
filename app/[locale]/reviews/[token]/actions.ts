"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { addressOf } from "@/app/_web/visitor";
import { hashToken } from "@/lib/core/codes";
import type { Locale } from "@/lib/core/i18n/locale";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import { answerInput } from "@/lib/promos/placements/input";
import { answerReview } from "@/lib/promos/placements/reviews";

const DONE = { approve: "thanksApprove", request_changes: "thanksChanges", comment: "thanksComment" } as const;

/** What somebody without an account answers. */
export async function answer(locale: Locale, token: string, _before: FormState, form: FormData): Promise<FormState> {
  return runForm(locale, answerInput, form, async (input) => {
    await countAgainst("reviewsPerNetwork", addressClass(addressOf(await headers())));
    await countAgainst("reviews", hashToken(token)); // the secret itself is kept nowhere
    await answerReview(token, input);
    deliverSoon();
    redirect(`/${locale}/reviews/${token}?${new URLSearchParams({ done: DONE[input.answer] })}` as Route);
  });
}
