import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}",
  {
    GET: atHandover({
      summary: "How a paid book comes to its reader: for the two of them and for organizers",
      answer: handoverAnswer,
      refuses: ["claims.notFound"],
      handle: async ({ actor, ref }) => ({ body: await handoverSeen(actor, ref) }),
    }),
  },
);
