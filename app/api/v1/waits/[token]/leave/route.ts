import { api } from "@/app/_web/api";
import { atWaitLink } from "@/app/_web/api-places";
import { waitAnswer, waitSeen } from "@/app/_web/wait-answer";
import { leaveLine } from "@/lib/claims/waiting/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/waits/{token}/leave", {
  POST: atWaitLink({
    summary: "Leave the line; a book that was offered goes to the next",
    answer: waitAnswer,
    async handle({ actor, ref, locale }) {
      const { campaignId, bookId } = await leaveLine(actor, ref);
      return { body: await waitSeen(ref, locale), changed: { campaignId, bookId } };
    },
  }),
});
