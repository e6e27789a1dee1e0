"use server";

import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import { type SharesAt, whoShares } from "@/app/[locale]/_handover/whose";
import type { Locale } from "@/lib/core/i18n/locale";
import { countAgainst } from "@/lib/identity/limits";
import { makeChatLink, unlinkChat } from "@/lib/messages/telegram/chats";

const nothing = z.object({});

/** The address that links a chat is in the answer and nowhere else: whoever has it is told what its person is. */
export type LinkState = FormState & { address?: string | undefined };

/** Makes the address by which somebody links a chat to themselves. */
export async function linkAction(locale: Locale, at: SharesAt, _: LinkState, form: FormData): Promise<LinkState> {
  const actor = await whoShares(at);
  if (!actor) notFound();
  let address: string | undefined;
  const state = await runForm(locale, nothing, form, async () => {
    await countAgainst("chatLinks", actor.personId);
    address = await makeChatLink(actor);
    return undefined;
  });
  return { ...state, address };
}

/** Nothing more goes to the chat. */
export async function unlinkAction(locale: Locale, at: SharesAt, _: FormState, form: FormData): Promise<FormState> {
  const actor = await whoShares(at);
  if (!actor) notFound();
  return runForm(locale, nothing, form, async () => {
    await unlinkChat(actor);
    const path = "claim" in at ? `/claims/${at.claim}` : `/${at.community}/me`;
    return redirect(`/${locale}${path}?said=telegram#telegram` as Route);
  });
}
