import { takeWebhook } from "@/app/_web/provider-webhook";
import { takeMonoWebhook } from "@/lib/donations/card/webhooks";

/** plata by mono's states of an invoice. */
export const POST = (request: Request) => takeWebhook(request, "x-sign", takeMonoWebhook);
