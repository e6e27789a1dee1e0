"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { sessionCookie } from "@/app/_web/auth";
import { deliverSoon } from "@/app/_web/deliver-soon";
import type { FormState } from "@/app/_web/form-state";
import { ownPath } from "@/app/_web/own-path";
import { runForm } from "@/app/_web/run-form";
import { addressOf } from "@/app/_web/visitor";
import type { Locale } from "@/lib/core/i18n/locale";
import { requestCodeInput, signInInput } from "@/lib/identity/input";
import { addressClass, countAgainst } from "@/lib/identity/limits";
import { signOut } from "@/lib/identity/sessions";
import { signIn } from "@/lib/identity/sign-in";
import { requestSignInCode } from "@/lib/messages/sign-in-code";
import { homeOf } from "./home";

export type SignInState = FormState & { sentTo?: string };

/** Both steps of the form: `step` says which button was pressed. The address travels in the form, never in the page's address. */
export async function signInAction(
  locale: Locale,
  next: string | undefined,
  state: SignInState,
  form: FormData,
): Promise<SignInState> {
  return form.get("step") === "enter" ? enter(locale, next, state, form) : sendCode(locale, form);
}

export async function signOutAction(locale: Locale): Promise<void> {
  const jar = await cookies();
  const token = jar.get(sessionCookie.name)?.value;
  if (token) await signOut(token);
  jar.set(sessionCookie.name, "", { ...sessionCookie.options, maxAge: 0 });
  redirect(`/${locale}`);
}

async function sendCode(locale: Locale, form: FormData): Promise<SignInState> {
  form.set("locale", locale);
  let sentTo: string | undefined;
  const state = await runForm(locale, requestCodeInput, form, async (input) => {
    await countAgainst("signInCodesPerNetwork", addressClass(addressOf(await headers())));
    await requestSignInCode(input);
    deliverSoon();
    sentTo = input.email;
    return undefined;
  });
  const isAgain = form.get("step") === "again";
  return { ...state, done: undefined, sentTo: sentTo ?? (isAgain ? String(form.get("email")) : undefined) };
}

async function enter(
  locale: Locale,
  next: string | undefined,
  { sentTo }: SignInState,
  form: FormData,
): Promise<SignInState> {
  const state = await runForm(locale, signInInput, form, async (input) => {
    await countAgainst("codeGuessesPerNetwork", addressClass(addressOf(await headers())));
    const session = await signIn(input);
    const jar = await cookies();
    jar.set(sessionCookie.name, session.sessionToken, { ...sessionCookie.options, expires: session.expires });
    redirect(ownPath(next) ?? (await homeOf(session.userId, locale)));
  });
  // a hidden field that somebody changed: back to the first step, where its error can be seen
  return state.fieldErrors.email ? state : { ...state, sentTo: sentTo ?? String(form.get("email")) };
}
