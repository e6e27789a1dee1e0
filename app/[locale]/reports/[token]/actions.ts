"use server";

import type { Route } from "next";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { countAgainst } from "@/lib/identity/limits";
import { findReportShare, unlock } from "@/lib/promos/report-shares";
import { passCookie } from "./pass";

const DAY_SECONDS = 24 * 3_600;

/** Opens a report for a day to whoever knows its password. Guesses are counted. */
export async function unlockAction(locale: Locale, token: string, _: FormState, form: FormData): Promise<FormState> {
  const share = await findReportShare(token);
  if (!share) notFound();
  const input = z.object({ password: z.string().min(1, "fields.required").max(100, "fields.tooLong") });
  return runForm(locale, input, form, async ({ password }) => {
    await countAgainst("reportPasswords", share.id);
    const pass = await unlock(share, password);
    (await cookies()).set(passCookie(share.id), pass, {
      httpOnly: true,
      sameSite: "lax",
      secure: env.APP_URL.startsWith("https:"),
      maxAge: DAY_SECONDS,
      path: "/",
    });
    return redirect(`/${locale}/reports/${encodeURIComponent(token)}` as Route);
  });
}
