import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { linkAnswer, linkOf } from "@/app/_web/source-answers";
import { linkStatusBody } from "@/lib/referrals/input";
import { deskLinkByCode, setLinkStatus } from "@/lib/referrals/links";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/links/{code}", {
  GET: inCommunity({
    summary: "A tracked link",
    needs: ["links.manage"],
    answer: linkAnswer,
    refuses: ["referrals.linkNotFound"],
    async handle({ actor, params }) {
      return { body: linkOf(await deskLinkByCode(actor, params.code ?? "")) };
    },
  }),
  PATCH: inCommunity({
    summary: "Switch a tracked link off or on; while it is off, it leads to the campaign",
    needs: ["links.manage"],
    body: json(linkStatusBody),
    answer: linkAnswer,
    refuses: ["referrals.linkNotFound"],
    async handle({ actor, params, body }) {
      const { id } = await deskLinkByCode(actor, params.code ?? "");
      return { body: linkOf(await setLinkStatus(actor, id, body.status)) };
    },
  }),
});
