import { z } from "zod";
import { EVENT_DATA, EVENT_GROUPS, type EventGroup } from "@/lib/messages/webhooks/events";

type Json = Record<string, unknown>;

const HEADERS = {
  "webhook-id": "The same for an event however often it is sent",
  "webhook-timestamp": "When this try was made, in seconds since 1970",
  "webhook-signature": "`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`, keyed with the secret’s bytes",
};

/** What organizers' addresses are told, event by event: the `webhooks` of the API's description. */
export function webhooksOf(schemaOf: (schema: z.ZodType) => Json): Json {
  const parameters = Object.entries(HEADERS).map(([name, description]) => ({
    name,
    in: "header",
    required: true,
    description,
    schema: { type: "string" },
  }));
  const groups = Object.keys(EVENT_GROUPS) as EventGroup[];
  return Object.fromEntries(
    groups.flatMap((group) =>
      EVENT_GROUPS[group].map((event) => {
        const body = z.object({ type: z.literal(event), timestamp: z.iso.datetime(), data: EVENT_DATA[group] });
        const post = {
          summary: `Standard Webhooks: ${event}`,
          parameters,
          requestBody: { required: true, content: { "application/json": { schema: schemaOf(body) } } },
          responses: {
            "2XX": { description: "Taken. Anything else is tried again for a day" },
            410: { description: "Gone: nothing more is sent to this address" },
          },
        };
        return [event, { post }];
      }),
    ),
  );
}
