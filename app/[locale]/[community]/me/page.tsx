import type { Metadata } from "next";
import { connection } from "next/server";
import { getServerSession } from "next-auth";
import { ButtonLink } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { authOptions } from "@/app/_web/auth";
import { localeOf } from "@/app/_web/language";
import { communityOf, requirePerson } from "@/app/_web/session";
import { DataLink } from "@/app/[locale]/_data/data-link";
import { SharesForm } from "@/app/[locale]/_handover/shares";
import { TelegramPart } from "@/app/[locale]/_telegram/telegram-part";
import { campaignPath, givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { signOutAction } from "@/app/[locale]/sign-in/actions";
import { findOwnBooks } from "@/lib/catalog/own";
import { listCampaigns } from "@/lib/catalog/queries";
import { isRunning } from "@/lib/catalog/rules";
import { listToGive } from "@/lib/claims/handovers/queries";
import { listClaimsOnGiven, listOwnClaims } from "@/lib/claims/queries";
import { listOwnWaits } from "@/lib/claims/waiting/queries";
import { meWords } from "@/lib/core/i18n/messages/me";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { ownContacts } from "@/lib/identity/contacts";
import { chatState } from "@/lib/messages/telegram/chats";
import { MyBooks } from "./_me/my-books";
import { MyClaims } from "./_me/my-claims";
import { MyWaits } from "./_me/my-waits";
import { ToHandOver } from "./_me/to-hand-over";

export const instant = false;

type Params = PageProps<"/[locale]/[community]/me">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: meWords(await localeOf(params))("shortTitle"), robots: { index: false } };
}

/** Somebody's own page in a community: what to hand over, what they have reserved, what they give. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community: slug } = await params;
  const community = await communityOf(slug);
  const person = await requirePerson(community.id, locale, `/${locale}/${slug}/me`);
  const now = new Date();
  const { said, about } = oneOfEach(await searchParams);
  const [books, onGiven, toGive, claims, waits, own, chat, campaigns, session] = await Promise.all([
    findOwnBooks(person, undefined, now),
    listClaimsOnGiven(person, now),
    listToGive(person, undefined, now),
    listOwnClaims(person, now),
    listOwnWaits(person, now),
    ownContacts(person),
    chatState(person),
    listCampaigns(slug),
    getServerSession(authOptions),
  ]);
  const open = campaigns.filter((campaign) => isRunning(campaign, now));
  const shelf = open[0] ?? campaigns[0];
  const parts = { locale, community };
  const t = meWords(locale);

  return (
    <Shell locale={locale} path={`/${slug}/me`} community={slug}>
      <Body width="text" gap={6}>
        <div className="stack" data-gap="3">
          <h1>{t("title", { community: community.name })}</h1>
          <div className="row" data-ends>
            <p className="muted small">{session?.user?.email}</p>
            <form action={signOutAction.bind(null, locale)}>
              <SubmitButton kind="plain" size="small">
                {t("signOut")}
              </SubmitButton>
            </form>
          </div>
          <div className="row">
            {open.map((campaign) => (
              <ButtonLink key={campaign.id} href={`/${locale}${givePath(campaign)}`}>
                {open.length === 1 ? t("give") : `${t("give")}: ${campaign.name}`}
              </ButtonLink>
            ))}
          </div>
          {open.length === 0 && <p className="muted">{t("noCampaign")}</p>}
        </div>
        {said === "received" && <Notice tone="good">{t("handOver.done")}</Notice>}
        {said === "leftLine" && <Notice tone="good">{waitWords(locale)("me.left")}</Notice>}
        <ToHandOver {...parts} handovers={toGive} now={now} said={said} about={about} />
        <MyWaits {...parts} waits={waits} />
        <MyClaims {...parts} claims={claims} catalog={shelf && `/${locale}${campaignPath(shelf)}`} />
        <MyBooks {...parts} books={books} claims={onGiven} give={open[0] && `/${locale}${givePath(open[0])}`} />
        {own && <SharesForm locale={locale} at={{ community: slug }} own={own} said={said} />}
        <DataLink locale={locale} at={{ community: slug }} />
        <TelegramPart locale={locale} at={{ community: slug }} state={chat} said={said} />
      </Body>
    </Shell>
  );
}

function oneOfEach(query: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value].flat()[0]]));
}
