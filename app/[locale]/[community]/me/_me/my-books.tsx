import { Disclosure, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { LISTING_LOOK } from "@/app/[locale]/_listing/look";
import { pathOf } from "@/app/[locale]/_listing/whose";
import type { Community } from "@/db/schema";
import type { OwnListing } from "@/lib/catalog/own";
import type { listClaimsOnGiven } from "@/lib/claims/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { meWords } from "@/lib/core/i18n/messages/me";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";

type MyBooksProps = {
  locale: Locale;
  community: Community;
  books: OwnListing[];
  claims: Awaited<ReturnType<typeof listClaimsOnGiven>>;
  give: string | undefined;
};

export function MyBooks({ locale, community, books, claims, give }: MyBooksProps) {
  const t = meWords(locale);
  const past = books.filter(({ state }) => state === "withdrawn" || state === "rejected");
  const current = books.filter((book) => !past.includes(book));
  const exchanged = books.filter(({ state }) => state === "exchanged" || state === "handed_over").length;
  return (
    <section className="stack" data-gap="3">
      <h2>{t("books.title")}</h2>
      {books.length === 0 ? (
        <Empty title={t("books.emptyTitle")} action={give && <ButtonLink href={give}>{t("give")}</ButtonLink>}>
          {t("books.emptyText")}
        </Empty>
      ) : (
        <div className="row" data-ends>
          <p className="muted">{t("books.summary", { count: current.length, exchanged })}</p>
          <Anchor className="small" href={`/${locale}/${community.slug}/me/stickers`}>
            {handoverWords(locale)("stickers.link")}
          </Anchor>
        </div>
      )}
      <BookList {...{ locale, community, claims }} books={current} />
      {past.length > 0 && (
        <Disclosure summary={t("books.past", { count: past.length })} plain>
          <BookList {...{ locale, community, claims }} books={past} />
        </Disclosure>
      )}
    </section>
  );
}

function BookList({ locale, community, books, claims }: Omit<MyBooksProps, "give">) {
  if (books.length === 0) return null;
  const state = giveWords(locale);
  return (
    <ul className="own-list">
      {books.map((book) => (
        <li key={book.id}>
          <div className="stack" data-gap="1">
            <Anchor href={pathOf(locale, { community: community.slug, code: book.code })}>{book.title}</Anchor>
            <span className="muted small nums">
              {waiting(book, claims, community, locale) ?? formatMoney(book.minimumMinor, book.currency, locale)}
            </span>
          </div>
          <Badge {...LISTING_LOOK[book.state]}>{state(`state.${book.state}`)}</Badge>
        </li>
      ))}
    </ul>
  );
}

/** What a reserved book waits for. Never who reserved it. */
function waiting(
  book: OwnListing,
  claims: MyBooksProps["claims"],
  community: Community,
  locale: Locale,
): string | undefined {
  const t = meWords(locale);
  const claim = claims.find(({ bookId }) => bookId === book.id);
  if (claim?.status === "reported") return t("waiting.reported");
  if (claim?.status !== "held" || !claim.expiresAt) return undefined;
  return t("waiting.reserved", { until: momentText(claim.expiresAt, community.timeZone, locale) });
}
