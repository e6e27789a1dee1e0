import type { ReactNode } from "react";
import { Card, Pairs } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Badge, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormTextArea } from "@/app/_web/form";
import { BookPicture } from "@/app/[locale]/[community]/[campaign]/_catalog/book-picture";
import { languageName, topicName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { bookPath, givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { OwnListing } from "@/lib/catalog/own";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney } from "@/lib/core/money";
import { editAction, withdrawAction } from "./actions";
import { BookFields } from "./book-fields";
import { LISTING_LOOK } from "./look";
import { PhotoNotices } from "./photo-notices";
import { ListingPhotos } from "./photos-card";
import type { ListingAt } from "./whose";

type Query = Record<string, string | string[] | undefined>;

type ListingViewProps = {
  locale: Locale;
  at: ListingAt;
  listing: OwnListing;
  campaign: PublicCampaign;
  /** What they change is reviewed before it shows. */
  isReviewed: boolean;
  query: Query;
  /** What comes first, because somebody waits for it. */
  children?: ReactNode;
};

const CHANGEABLE: readonly OwnListing["state"][] = ["draft", "pending_review", "available", "rejected"];
const SHOWN: readonly OwnListing["state"][] = ["available", "reserved", "exchanged", "handed_over"];

/** A giver's own listing: how it stands, what it says, and what can be done with it now. */
export function ListingView({ locale, at, listing, campaign, isReviewed, query, children }: ListingViewProps) {
  const t = giveWords(locale);
  const canChange = CHANGEABLE.includes(listing.state);
  const isDraft = campaign.status === "draft"; // nobody else sees it yet
  const parts = { locale, at, listing };
  return (
    <>
      <ListingHead locale={locale} listing={listing} />
      <Outcome locale={locale} query={query} />
      {children}
      <Card raised gap={4}>
        <p>{t(`stateText.${isDraft && listing.state === "available" ? "soon" : textOf(listing)}`)}</p>
        {listing.state === "rejected" && listing.rejectReason && (
          <p className="quoted">{t("manage.reasonSaid", { reason: listing.rejectReason })}</p>
        )}
        {!isDraft && (
          <div className="row">
            {SHOWN.includes(listing.state) && (
              <ButtonLink kind="quiet" href={`/${locale}${bookPath(campaign, listing.code)}`}>
                {t("manage.seeInCatalog")}
              </ButtonLink>
            )}
            <ButtonLink kind="plain" href={`/${locale}${givePath(campaign)}`}>
              {t("manage.giveAnother")}
            </ButtonLink>
          </div>
        )}
      </Card>
      <WhatItSays locale={locale} listing={listing} />
      {canChange && (
        <Form action={editAction.bind(null, locale, at)} checkFields={t("checkFields")}>
          <FormDisclosure summary={t("manage.edit")} gap={5}>
            {isReviewed && listing.state === "available" && <p className="hint">{t("manage.editAgain")}</p>}
            <BookFields locale={locale} campaign={campaign} listing={listing} />
            <SubmitButton wide>{t("manage.save")}</SubmitButton>
          </FormDisclosure>
        </Form>
      )}
      {canChange && <ListingPhotos {...parts} />}
      {(canChange || listing.state === "reserved") && <Withdraw {...parts} />}
    </>
  );
}

/** What nobody took before its campaign was closed, and what went on to the next one, are told so. */
function textOf({ state, isOver, wentOn }: OwnListing) {
  if (state === "available" && isOver) return "left";
  return state === "withdrawn" && wentOn ? "wentOn" : state;
}

function ListingHead({ locale, listing }: Pick<ListingViewProps, "locale" | "listing">) {
  const t = giveWords(locale);
  return (
    <header className="claim-head">
      <div className="claim-cover">
        <BookPicture
          communityId={listing.communityId}
          book={listing}
          photo={listing.photos[0] ?? null}
          alt=""
          sizes="6rem"
          first
        />
      </div>
      <div className="stack" data-gap="2">
        <p className="muted small">{t("manage.title")}</p>
        <h1>{listing.title}</h1>
        {listing.authors.length > 0 && <p className="muted small">{listing.authors.join(", ")}</p>}
        <p>
          <Badge {...LISTING_LOOK[listing.state]}>{t(`state.${listing.state}`)}</Badge>
        </p>
      </div>
    </header>
  );
}

const OUTCOMES = {
  saved: "manage.saved",
  review: "manage.savedReview",
  photos: "manage.photosAdded",
  photo: "manage.photoRemoved",
} as const;

function Outcome({ locale, query }: Pick<ListingViewProps, "locale" | "query">) {
  const done = Object.entries(OUTCOMES).find(([name]) => name === query.done)?.[1];
  return (
    <>
      {done && <Notice tone="good">{giveWords(locale)(done)}</Notice>}
      <PhotoNotices locale={locale} query={query} />
    </>
  );
}

function WhatItSays({ locale, listing }: Pick<ListingViewProps, "locale" | "listing">) {
  const t = giveWords(locale);
  const place = [listing.pickupPoint, listing.city].filter(Boolean).join(", ");
  return (
    <Card>
      <Pairs
        items={[
          { name: t("manage.minimum"), value: formatMoney(listing.minimumMinor, listing.currency, locale) },
          { name: t("manage.place"), value: place },
          { name: t("manage.condition"), value: catalogWords(locale)(`condition.${listing.condition}`) },
          { name: t("manage.topic"), value: topicName(listing.category, locale) },
          { name: t("manage.language"), value: languageName(listing.language, locale) },
          { name: t("manage.isbn"), value: listing.isbn13 },
        ]}
      />
      {listing.description && <p className="prose">{listing.description}</p>}
    </Card>
  );
}

/** Folded, so that it takes two steps; a holder is owed a reason. */
function Withdraw({ locale, at, listing }: Pick<ListingViewProps, "locale" | "at" | "listing">) {
  const t = giveWords(locale);
  const isHeld = listing.state === "reserved";
  return (
    <Form action={withdrawAction.bind(null, locale, at)} checkFields={t("checkFields")}>
      <FormDisclosure summary={t("manage.withdraw")} plain>
        <p>{t(isHeld ? "manage.withdrawHeldText" : "manage.withdrawText")}</p>
        <FormTextArea
          name="reason"
          label={t("manage.reason")}
          optional={isHeld ? undefined : siteWords(locale)("optional")}
          maxLength={1_000}
          rows={3}
        />
        <div>
          <SubmitButton kind="danger">{t("manage.withdrawSubmit")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}
