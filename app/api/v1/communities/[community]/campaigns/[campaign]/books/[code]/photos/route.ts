import { api } from "@/app/_web/api";
import { photoAnswer, photoOf } from "@/app/_web/api-answers";
import { atBook } from "@/app/_web/api-places";
import { picture } from "@/app/_web/request-body";
import { addPhoto } from "@/lib/catalog/photos";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/{code}/photos",
  {
    POST: atBook({
      summary: "Add a photo of the copy, as the field file of a form or as the body: its giver, or an organizer",
      body: picture,
      answer: photoAnswer,
      statuses: [201],
      refuses: ["catalog.notFound", "catalog.tooManyPhotos", "catalog.photoUnreadable", "catalog.photoTooLarge"],
      async handle({ actor, campaign, communityId, params, body }) {
        const photo = await addPhoto({ actor, code: params.code ?? "" }, body);
        return {
          body: photoOf(communityId, photo),
          changed: { campaignId: campaign.id, bookId: photo.bookId },
        };
      },
    }),
  },
);
