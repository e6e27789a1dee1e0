import { z } from "zod";
import { readWebhookUrl } from "./addresses";
import { WEBHOOK_EVENTS, type WebhookEvent } from "./events";

const URL_MAX = 2_000;

/** An address to tell, in its one spelling: the internet's, by https. */
export const webhookUrlInput = z
  .string()
  .max(URL_MAX, "fields.tooLong")
  .transform((text, context) => {
    const url = readWebhookUrl(text);
    if (!url) context.addIssue({ code: "custom", message: text.trim() ? "fields.webhookUrl" : "fields.required" });
    return url ?? "";
  });

/** As a form sends it: a tick for each event it wants. */
export const addWebhookForm = z
  .looseObject({ url: webhookUrlInput })
  .transform(({ url, ...ticked }) => ({ url, events: WEBHOOK_EVENTS.filter((event) => event in ticked) }))
  .pipe(z.object({ url: z.string(), events: z.array(z.custom<WebhookEvent>()).min(1, "fields.events") }));
export type AddWebhook = z.output<typeof addWebhookForm>;

export const webhookRefInput = z.object({ webhook: z.guid("fields.choose") });
export const deliveryRefInput = webhookRefInput.extend({ event: z.guid("fields.choose") });
