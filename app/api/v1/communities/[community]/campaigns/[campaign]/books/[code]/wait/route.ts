import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { newWaitAnswer, waitSeen, waitUrl } from "@/app/_web/wait-answer";
import { findBook } from "@/lib/catalog/queries";
import { guestContactBody, waitBody } from "@/lib/claims/input";
import { joinLine } from "@/lib/claims/waiting/commands";
import { Refusal } from "@/lib/core/refusal";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/{code}/wait",
  {
    POST: inCampaign({
      summary: "Stand in line for a promised book. Without a token, name, email and consent say who does",
      body: json(waitBody),
      answer: newWaitAnswer,
      statuses: [201],
      refuses: [
        "catalog.notFound",
        "catalog.notListed",
        "catalog.campaignClosed",
        "claims.bookFree",
        "claims.lineOver",
        "claims.holdsAlready",
        "claims.ownBook",
        "claims.alreadyWaiting",
      ],
      async handle({ actor, campaign, communityId, params, body, locale, network, sourceOf }) {
        const contact = actor.kind === "person" ? undefined : guestContactBody.parse(body);
        if (actor.personId) await countAgainst("waits", actor.personId);
        else await countAgainst("waitsPerNetwork", network);
        const book = await findBook(communityId, campaign.id, params.code ?? "");
        if (!book) throw new Refusal("catalog.notFound");
        const source = sourceOf({ visitor: body.visitor });
        const { entry, token } = await joinLine(actor, { bookId: book.id, locale: body.locale, contact, source });
        const place = await waitSeen({ communityId, waitId: entry.id }, locale);
        return {
          status: 201,
          body: { token, url: waitUrl(token, locale), ...place },
          changed: { campaignId: campaign.id, bookId: book.id },
        };
      },
    }),
  },
);
