import { takeWebhook } from "@/app/_web/provider-webhook";
import { takeStripeWebhook } from "@/lib/donations/card/webhooks";

/** Stripe's events. */
export const POST = (request: Request) => takeWebhook(request, "stripe-signature", takeStripeWebhook);
