"use server";

import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { sessionCookie } from "@/app/_web/auth";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { addressOf } from "@/app/_web/visitor";
import type { Locale } from "@/lib/core/i18n/locale";
import { askToJoinInput, joinInput } from "@/lib/identity/input";
import { joinByInvite } from "@/lib/identity/invites";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import { requestJoinCode } from "@/lib/messages/join-code";

/** Whom the code was sent to. It travels in the form, never in an address. */
export type JoinState = FormState & { sentTo?: { name: string; email: string } };

/** Both steps of the form: `step` says which button was pressed. */
export async function join(locale: Locale, token: string, state: JoinState, form: FormData): Promise<JoinState> {
  form.set("locale", locale);
  switch (form.get("step")) {
    case "change":
      return { values: typed(form), fieldErrors: {} };
    case "enter":
      return enter(locale, token, state, form);
    default:
      return sendCode(locale, token, form);
  }
}

async function sendCode(locale: Locale, token: string, form: FormData): Promise<JoinState> {
  let sentTo: JoinState["sentTo"];
  const state = await runForm(locale, askToJoinInput, form, async (input) => {
    await countAgainst("signInCodesPerNetwork", addressClass(addressOf(await headers())));
    await requestJoinCode(token, input);
    deliverSoon();
    sentTo = { name: input.name, email: input.email };
    return undefined;
  });
  const isAgain = form.get("step") === "again";
  return { ...state, done: undefined, sentTo: sentTo ?? (isAgain ? typed(form) : undefined) };
}

async function enter(locale: Locale, token: string, { sentTo }: JoinState, form: FormData): Promise<JoinState> {
  const state = await runForm(locale, joinInput, form, async (input) => {
    await countAgainst("codeGuessesPerNetwork", addressClass(addressOf(await headers())));
    const session = await joinByInvite(token, input);
    const jar = await cookies();
    jar.set(sessionCookie.name, session.sessionToken, { ...sessionCookie.options, expires: session.expires });
    redirect(`/${locale}/join/${token}` as Route);
  });
  // hidden fields that somebody changed: back to the first step, where their errors can be seen
  const { name, email } = state.fieldErrors;
  return name || email ? state : { ...state, sentTo: sentTo ?? typed(form) };
}

function typed(form: FormData) {
  return { name: String(form.get("name") ?? "").slice(0, 500), email: String(form.get("email") ?? "").slice(0, 500) };
}
