import type { Command } from "commander";
import { openCampaign } from "@/lib/catalog/campaigns";
import { campaignInput, fundInput } from "@/lib/catalog/input";
import { applyAtOnce, changeRequisites } from "@/lib/catalog/requisites";
import { cardProvidersFor } from "@/lib/donations/card/providers";
import { createCommunity } from "@/lib/identity/communities";
import { createCommunityInput } from "@/lib/identity/input";
import { firstMoment, momentAfter } from "./days";
import { address, campaignNamed, communityNamed, forgetPages, several, type Tool } from "./tool";

export function addCommunities(program: Command, tool: Tool): void {
  const { words, locale } = tool;
  program
    .command("community")
    .description(words("community.about"))
    .command("create")
    .description(words("community.create"))
    .requiredOption("--slug <slug>", words("community.slug"))
    .requiredOption("--name <name>", words("community.name"))
    .option("--language <uk|en>", words("community.language"), "uk")
    .option("--time-zone <zone>", words("community.timeZone"), "Europe/Kyiv")
    .action(async ({ slug, name, language, timeZone }: Record<string, string>) => {
      const input = createCommunityInput.parse({ slug, name, locale: language, timeZone });
      const community = await createCommunity(input);
      await forgetPages();
      tool.out(words("community.created", { name: community.name, url: address(locale, community.slug) }));
    });
}

type CampaignOptions = Record<
  "community" | "slug" | "name" | "fund" | "currency" | "goal" | "minimum" | "opens" | "closes",
  string
> &
  Partial<Record<"jar" | "iban" | "edrpou" | "cards", string>> & {
    pickup: string[];
    topic: string[];
    cash?: true;
    draft?: true;
  };

type RequisitesOptions = Record<"community" | "campaign", string> &
  Partial<Record<"fund" | "jar" | "iban" | "edrpou", string>>;

export function addCampaigns(program: Command, tool: Tool): void {
  const { words, locale } = tool;
  const campaigns = program.command("campaign").description(words("campaign.about"));
  campaigns
    .command("create")
    .description(words("campaign.create"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--slug <slug>", words("campaign.slug"))
    .requiredOption("--name <name>", words("campaign.name"))
    .requiredOption("--fund <name>", words("campaign.fund"))
    .option("--jar <url>", words("campaign.jar"))
    .option("--iban <iban>", words("campaign.iban"))
    .option("--edrpou <code>", words("campaign.edrpou"))
    .option("--currency <code>", words("campaign.currency"), "UAH")
    .requiredOption("--goal <amount>", words("campaign.goal"))
    .requiredOption("--minimum <amount>", words("campaign.minimum"))
    .requiredOption("--opens <day>", words("campaign.opens"))
    .requiredOption("--closes <day>", words("campaign.closes"))
    .option("--pickup <place>", words("campaign.pickup"), (place, before: string[]) => [...before, place], [])
    .option("--topic <topic>", words("campaign.topic"), several, [])
    .option("--cash", words("campaign.cash"))
    .option("--cards <stripe|mono>", words("campaign.cards"))
    .option("--draft", words("campaign.draft"))
    .action(async (options: CampaignOptions) => {
      const { community, operator } = await communityNamed(tool, options.community);
      const { slug, name, fund, jar, iban, edrpou, currency, goal, minimum, pickup, topic } = options;
      const input = campaignInput.parse({
        slug,
        name,
        fund: { name: fund, jarUrl: jar, iban, edrpou },
        currency,
        goalMinor: goal,
        defaultMinimumMinor: minimum,
        opensAt: firstMoment(options.opens, community.timeZone),
        closesAt: momentAfter(options.closes, community.timeZone),
        pickupPoints: pickup,
        topics: topic,
        allowsCash: options.cash ?? false,
        cards: options.cards ?? null,
        status: options.draft ? "draft" : "open",
      });
      const campaign = await openCampaign(operator, input);
      const { cards } = campaign;
      if (cards && !cardProvidersFor(campaign.currency).includes(cards))
        tool.err(words("campaign.cardsLater", { provider: cards, currency: campaign.currency }));
      await forgetPages();
      const url = address(locale, community.slug, campaign.slug);
      tool.out(words("campaign.created", { name: campaign.name, url }));
    });
  campaigns
    .command("requisites")
    .description(words("campaign.requisites"))
    .requiredOption("--community <slug>", words("community.slug"))
    .requiredOption("--campaign <slug>", words("campaign.slug"))
    .option("--fund <name>", words("campaign.fund"))
    .option("--jar <url>", words("campaign.jar"))
    .option("--iban <iban>", words("campaign.iban"))
    .option("--edrpou <code>", words("campaign.edrpou"))
    .action(async ({ community, campaign: slug, ...given }: RequisitesOptions) => {
      const { campaign, operator } = await campaignNamed(tool, community, slug);
      const { fund: name, jar: jarUrl, iban, edrpou } = given;
      const isGiven = Object.values(given).some((value) => value !== undefined);
      const input = isGiven && fundInput.parse({ name: name ?? campaign.fund.name, jarUrl, iban, edrpou });
      const became = input ? await changeRequisites(operator, campaign.id, input) : "changed";
      if (!input) await applyAtOnce(operator, campaign.id);
      await forgetPages();
      tool.out(words(became === "same" ? "campaign.requisitesSame" : "campaign.requisitesChanged"));
    });
}
