import { askedLanguage } from "@/app/_web/asked-language";
import { nameIn, noPicture, pictureAnswer } from "@/app/og/_picture/answer";
import { bookFactsOf } from "@/app/og/_picture/facts";
import { findBook, findCampaign } from "@/lib/catalog/queries";

type Context = RouteContext<"/og/[community]/[campaign]/books/[code]">;

/** A book's picture for previews, `/og/{community}/{campaign}/books/{code}.png?lang=`. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { community, campaign: slug, code: file } = await params;
  const now = new Date();
  const code = nameIn(file);
  const campaign = code ? await findCampaign(community, slug) : undefined;
  const book = campaign && code ? await findBook(campaign.communityId, campaign.id, code, now) : undefined;
  if (!campaign || !book) return noPicture();
  return pictureAnswer(request, bookFactsOf(campaign, book, askedLanguage(request, campaign.locale), now));
}
