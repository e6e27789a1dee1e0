"use server";

import { refresh } from "next/cache";
import type { FormState } from "@/app/_web/form-state";
import { runForm } from "@/app/_web/run-form";
import {
  addWebhook,
  disableWebhook,
  enableWebhook,
  removeWebhook,
  sendAgain,
  testWebhook,
} from "@/lib/messages/webhooks/commands";
import type { Outcome } from "@/lib/messages/webhooks/deliver";
import { addWebhookForm, deliveryRefInput, webhookRefInput } from "@/lib/messages/webhooks/input";
import { whoActs } from "../_parts/open";
import { goBack, type Place } from "../_parts/place";

/** A secret is in the answer and nowhere else: not in an address, not in a log. */
export type WebhookState = FormState & { secret?: string | undefined };

/** Adds an address and shows its secret once. */
export async function add(at: Place, _before: WebhookState, form: FormData): Promise<WebhookState> {
  const { place, actor } = await whoActs(at);
  let secret: string | undefined;
  const state = await runForm(place.locale, addWebhookForm, form, async (input) => {
    secret = (await addWebhook(actor, input)).secret;
    refresh(); // the list above knows it at once
    return undefined;
  });
  return { ...state, secret };
}

/** Sends a test event and says whether it arrived. */
export async function tryOut(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, webhookRefInput, form, async ({ webhook }) =>
    goBack(place, { done: saidOf(await testWebhook(actor, webhook)) }),
  );
}

/** Sends one event once more. */
export async function again(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, deliveryRefInput, form, async ({ webhook: webhookId, event: eventId }) =>
    goBack(place, { done: saidOf(await sendAgain(actor, { webhookId, eventId })) }),
  );
}

/** Stops telling an address. */
export async function disable(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, webhookRefInput, form, async ({ webhook }) => {
    await disableWebhook(actor, webhook);
    return goBack(place, { done: "webhookDisabled" });
  });
}

/** Tells it again. */
export async function enable(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, webhookRefInput, form, async ({ webhook }) => {
    await enableWebhook(actor, webhook);
    return goBack(place, { done: "webhookEnabled" });
  });
}

/** Forgets an address. */
export async function remove(at: Place, _before: FormState, form: FormData): Promise<FormState> {
  const { place, actor } = await whoActs(at);
  return runForm(place.locale, webhookRefInput, form, async ({ webhook }) => {
    await removeWebhook(actor, webhook);
    return goBack(place, { done: "webhookRemoved" });
  });
}

const saidOf = (outcome: Outcome | undefined) => (outcome === "sent" ? "webhookArrived" : "webhookNotTaken");
