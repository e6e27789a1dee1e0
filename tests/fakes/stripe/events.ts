import Stripe from "stripe";
import { type EventType, newId, type StripeEvent } from "./state";

/** The request that made something happen; what the payer or the bank did has none. */
export type Cause = StripeEvent["request"];

/** A fact about an object, with the object as it is at this moment. */
export function recordEvent(
  type: EventType,
  { object, before, created, cause }: { object: object; before?: object; created: number; cause: Cause },
): StripeEvent {
  return {
    id: newId("evt_3"),
    object: "event",
    api_version: Stripe.API_VERSION,
    created,
    data: { object: structuredClone(object), ...(before && { previous_attributes: before }) },
    livemode: false,
    pending_webhooks: 0,
    request: cause ?? { id: null, idempotency_key: null },
    type,
  };
}
