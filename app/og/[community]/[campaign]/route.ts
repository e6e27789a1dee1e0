import { askedLanguage } from "@/app/_web/asked-language";
import { nameIn, noPicture, pictureAnswer } from "@/app/og/_picture/answer";
import { campaignPicture } from "@/app/og/_picture/pictures";
import { findCampaign } from "@/lib/catalog/queries";

/** A campaign's picture for previews, `/og/{community}/{campaign}.png?lang=`. */
export async function GET(request: Request, { params }: RouteContext<"/og/[community]/[campaign]">): Promise<Response> {
  const { community, campaign: file } = await params;
  const name = nameIn(file);
  const campaign = name ? await findCampaign(community, name) : undefined;
  if (!campaign) return noPicture();
  const { facts } = await campaignPicture(campaign, askedLanguage(request, campaign.locale));
  return pictureAnswer(request, facts);
}
