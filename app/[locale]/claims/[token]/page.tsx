import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { DataLink } from "@/app/[locale]/_data/data-link";
import { SharesForm } from "@/app/[locale]/_handover/shares";
import { TelegramPart } from "@/app/[locale]/_telegram/telegram-part";
import { BookPicture } from "@/app/[locale]/[community]/[campaign]/_catalog/book-picture";
import { bookPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { type Back, backOf } from "@/app/[locale]/donations/_pay/back";
import { Waiting } from "@/app/[locale]/donations/_pay/waiting";
import { findBook, findCampaign, type PublicBook, type PublicCampaign } from "@/lib/catalog/queries";
import { findHandoverView, type HandoverView } from "@/lib/claims/handovers/queries";
import type { ClaimRef } from "@/lib/claims/moves";
import { isAddressProved } from "@/lib/claims/proved";
import { claimByToken, findClaim } from "@/lib/claims/queries";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { moneyOfClaim } from "@/lib/donations/of-claim";
import { type OwnContacts, ownContacts } from "@/lib/identity/contacts";
import { linkToken } from "@/lib/identity/links";
import { chatState } from "@/lib/messages/telegram/chats";
import { type CampaignTotals, campaignTotals } from "@/lib/reports/totals";
import {
  Cancelled,
  Expired,
  GivenInstead,
  type OtherBook,
  Rejected,
  Reported,
  ReportedWithoutBook,
  WithoutBook,
} from "./_claim/outcomes";
import type { PartProps } from "./_claim/parts";
import { AtBank, Proved, Unproved } from "./_claim/pay";
import { ProofForm } from "./_claim/proof";
import { Disputed, GoingBack, Refunded, RefundedWithBook } from "./_claim/returned";
import { STAGE_LOOK, type Stage, stageOf } from "./_claim/stage";
import { Confirmed, Fulfilled } from "./_claim/thanks";
import { cancelAction } from "./actions";

export const instant = false;

export async function generateMetadata({ params }: PageProps<"/[locale]/claims/[token]">): Promise<Metadata> {
  const t = claimPageWords(await localeOf(params));
  return { title: t("eyebrow"), robots: { index: false, follow: false } };
}

export default async function Page({ params, searchParams }: PageProps<"/[locale]/claims/[token]">) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const query = await searchParams;
  const back = backOf(query);
  const now = new Date();
  const view = await viewOf(token, now);
  if (!view) notFound();

  const { claim, money, campaign } = view;
  const t = claimPageWords(locale);
  const stage = stageOf(claim, money, back?.from === "paid");
  return (
    <Shell locale={locale} path={`/claims/${token}`} community={claim.communitySlug}>
      <Body width="text">
        <header className="claim-head">
          <div className="claim-cover">
            <BookPicture
              communityId={claim.communityId}
              book={{
                code: claim.bookCode,
                title: claim.bookTitle,
                authors: claim.bookAuthors,
                category: claim.category,
                language: view.book?.language ?? "und",
              }}
              photo={view.book?.photos[0] ?? null}
              alt=""
              sizes="6rem"
              first
            />
          </div>
          <div className="stack" data-gap="2">
            <p className="muted small">{t("eyebrow")}</p>
            <h1>
              <Anchor href={`/${locale}${bookPath(campaign, claim.bookCode)}`}>{claim.bookTitle}</Anchor>
            </h1>
            {claim.bookAuthors.length > 0 && <p className="muted small">{claim.bookAuthors.join(", ")}</p>}
            <p>
              <Badge {...STAGE_LOOK[stage]}>{t(`badge.${badgeOf(stage)}`)}</Badge>
            </p>
          </div>
        </header>
        <StageParts stage={stage} token={token} locale={locale} back={back} now={now} said={saidIn(query)} {...view} />
        {view.chat && <TelegramPart locale={locale} at={{ claim: token }} state={view.chat} said={saidIn(query)} />}
        <p className="muted small">{t("private")}</p>
        <DataLink locale={locale} at={{ kind: "claims", token }} />
      </Body>
    </Shell>
  );
}

function badgeOf(stage: Stage) {
  if (stage === "reportedWithoutBook") return "reported";
  return stage === "refundedWithBook" ? "refunded" : stage;
}

type View = {
  campaign: PublicCampaign;
  totals: CampaignTotals;
  book: PublicBook | undefined;
  other: OtherBook | undefined;
  back: Back | undefined;
  handover: HandoverView | undefined;
  own: OwnContacts | undefined;
  said: string | undefined;
  now: Date;
};

function StageParts({ stage, ...props }: PartProps & View & { stage: Stage }) {
  const { locale, token, money, book, back } = props;
  const hasLeft = back?.from === "left";
  switch (stage) {
    case "unverified":
      return (
        <>
          <Unproved {...props} hasLeft={hasLeft} />
          <Cancel {...props} />
        </>
      );
    case "held":
      return (
        <>
          <Proved {...props} hasLeft={hasLeft} />
          <Shares {...props} />
          <Cancel {...props} />
        </>
      );
    case "waiting":
      return <AtProvider {...props} />;
    case "processing":
      return <AtBank {...props} />;
    case "reported":
      return (
        <>
          <Reported {...props} />
          <Shares {...props} />
          {money.proofsLeft > 0 && (
            <ProofForm locale={locale} token={token} folded={claimPageWords(locale)("proof.again")} />
          )}
        </>
      );
    case "confirmed":
      return <Confirmed {...props} />;
    case "fulfilled":
      return <Fulfilled {...props} />;
    case "expired":
      return <Expired {...props} isFree={book?.state === "available"} />;
    case "cancelled":
      return <Cancelled {...props} />;
    case "rejected":
      return <Rejected {...props} />;
    case "refunded":
      return <Refunded {...props} />;
    case "refundedWithBook":
      return <RefundedWithBook {...props} />;
    case "goingBack":
      return <GoingBack {...props} />;
    case "disputed":
      return <Disputed {...props} />;
    case "withoutBook":
      return <WithoutBook {...props} />;
    case "reportedWithoutBook":
      return <ReportedWithoutBook {...props} />;
    case "otherBook":
      return <GivenInstead {...props} />;
  }
}

/** What whoever gives the book will see, chosen before the donation arrives. */
function Shares({ locale, token, own, said }: PartProps & Pick<View, "own" | "said">) {
  return own ? <SharesForm locale={locale} at={{ claim: token }} own={own} said={said} isBefore /> : null;
}

/** Nobody knows whether money came: the donation's own page asks, and leads back here. */
function AtProvider({ locale, token, claim, money, back }: PartProps & Pick<View, "back">) {
  const asks = linkToken("donation", claim.communityId, money.id ?? "");
  return (
    <Waiting
      locale={locale}
      ask={`/${locale}/donations/${asks}`}
      pay={`/${locale}/claims/${token}`}
      back={claim.status === "held" ? back : undefined}
      times={back?.times ?? 0}
    />
  );
}

/** Asks once more by being folded: no dialog, no JavaScript. */
function Cancel({ locale, token }: PartProps) {
  const t = claimPageWords(locale);
  return (
    <Form action={cancelAction.bind(null, locale, token)}>
      <FormDisclosure summary={t("cancel.summary")} plain>
        <p>{t("cancel.text")}</p>
        <div>
          <SubmitButton kind="danger">{t("cancel.submit")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

function saidIn({ said }: Record<string, string | string[] | undefined>): string | undefined {
  return typeof said === "string" ? said : undefined;
}

async function viewOf(token: string, now: Date) {
  const found = await claimByToken(token);
  const claim = found && (await findClaim(found.ref, now));
  if (!found || !claim) return undefined;
  const { communityId, campaignId } = claim;
  const isProved = await isAddressProved(found.ref); // whoever proved nothing may be a stranger
  const [money, campaign, totals, book, handover, own, chat] = await Promise.all([
    moneyOfClaim(found.ref),
    findCampaign(claim.communitySlug, claim.campaignSlug),
    campaignTotals(communityId, campaignId, now),
    findBook(communityId, campaignId, claim.bookCode, now),
    findHandoverView(found.actor, found.ref, now),
    isProved ? ownContacts(found.actor) : undefined,
    isProved ? chatState(found.actor) : undefined,
  ]);
  const other = money.otherClaimId ? await otherBookOf({ communityId, claimId: money.otherClaimId }, now) : undefined;
  return campaign && { claim, money, campaign, totals, book, other, handover, own, chat };
}

/** The same person's claim: whoever may see this page may go on to that one. */
async function otherBookOf(ref: ClaimRef, now: Date): Promise<OtherBook | undefined> {
  const claim = await findClaim(ref, now);
  return claim && { title: claim.bookTitle, token: linkToken("claim", ref.communityId, ref.claimId) };
}
