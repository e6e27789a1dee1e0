import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Crumbs, Pairs } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Badge } from "@/app/_ui/notice";
import { Shell } from "@/app/_ui/shell";
import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { localeOf } from "@/app/_web/language";
import { pageTags } from "@/app/_web/page-tags";
import { sharePath } from "@/app/[locale]/_share/networks";
import { bookPicture } from "@/app/og/_picture/pictures";
import { findBook, findCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { countWaiting } from "@/lib/claims/waiting/queries";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { shareWords } from "@/lib/core/i18n/messages/share";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { formatMoney } from "@/lib/core/money";
import { bookData } from "../../_catalog/book-data";
import { BookWall } from "../../_catalog/book-wall";
import { phaseOf, STATE_LOOK, topicName } from "../../_catalog/names";
import { bookPath, booksPath, campaignPath, NO_FILTERS } from "../../_catalog/paths";
import { StructuredData } from "../../_catalog/structured-data";
import { bookFacts } from "./book-facts";
import { BookPictures } from "./book-pictures";
import { ClaimSheet } from "./claim-sheet";
import { WaitSheet } from "./wait-sheet";

export const ensureStatic = "navigation";
export const generateStaticParams = () => [{ community: "-", campaign: "-", code: "-" }];

const SIMILAR = 6;
const LONG = 48; // a title beyond this many letters is set smaller

type Props = PageProps<"/[locale]/[community]/[campaign]/books/[code]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  "use cache";
  const locale = await localeOf(params);
  const { community, campaign: slug, code } = await params;
  keepUntilChanged(tags.site);
  const campaign = community === "-" ? undefined : await findCampaign(community, slug);
  const book = campaign && (await findBook(campaign.communityId, campaign.id, code));
  if (!book) return {};
  keepUntilChanged(tags.site, tags.book(book.id));
  const t = catalogWords(locale);
  const title = [book.title, book.authors.join(", ")].filter(Boolean).join(" — ");
  const description = t("book.description", {
    title: book.title,
    amount: formatMoney(book.minimumMinor, book.currency, locale),
    fund: t("campaign.fund", { fund: campaign.fund.name }),
  });
  const { image } = bookPicture(campaign, book, locale);
  return pageTags({ locale, path: bookPath(campaign, book.code), title, description, image });
}

/** One book: what it is, how it stands, whom it helps, and the form that claims it. Who gives it is not told. */
export default async function BookPage({ params }: Props) {
  "use cache";
  const locale = await localeOf(params);
  const { community, campaign: slug, code } = await params;
  if (community === "-") notFound();
  const campaign = await findCampaign(community, slug);
  const now = new Date();
  const book = campaign && (await findBook(campaign.communityId, campaign.id, code, now));
  if (!campaign || !book) {
    keepUntilChanged(tags.site, ...(campaign ? [tags.catalog(campaign.id)] : []));
    notFound();
  }
  keepUntilChanged(tags.site, tags.catalog(campaign.id), tags.book(book.id));

  const shelf = { communityId: book.communityId, campaignId: book.campaignId };
  const alike = { ...NO_FILTERS, category: [book.category], available: true };
  const { items } = await listBooks(shelf, alike, { limit: SIMILAR + 1, after: null }, now);
  const similar = items.filter((other) => other.code !== book.code).slice(0, SIMILAR);

  const t = catalogWords(locale);
  const isOpen = phaseOf(campaign, now) === "open";
  const canClaim = isOpen && book.state === "available";
  const canWait = isOpen && book.state === "reserved";
  const waiting = canWait ? await countWaiting(book.communityId, book.id) : 0;
  const minimum = formatMoney(book.minimumMinor, book.currency, locale);
  return (
    <Shell locale={locale} path={bookPath(campaign, book.code)} community={campaign.communitySlug}>
      <StructuredData data={bookData(campaign, book, locale, now)} />
      <div className="wrap page stack" data-gap="7">
        <article className="book" data-closed={!(canClaim || canWait) || undefined}>
          <div className="book-look">
            <BookPictures locale={locale} book={book} />
          </div>
          <div className="book-text stack">
            <Crumbs
              label={siteWords(locale)("crumbs")}
              items={[
                { name: campaign.name, href: `/${locale}${campaignPath(campaign)}` },
                {
                  name: topicName(book.category, locale),
                  href: `/${locale}${booksPath(campaign, { category: [book.category] })}`,
                },
              ]}
            />
            <header className="stack" data-gap="2">
              <h1
                lang={book.language === "und" ? undefined : book.language}
                data-long={book.title.length > LONG || undefined}
              >
                {book.title}
              </h1>
              {book.authors.length > 0 && <p className="book-authors">{book.authors.join(", ")}</p>}
            </header>
            <div className="stack" data-gap="2">
              <p className="row">
                <Badge {...STATE_LOOK[book.state]}>{t(`state.${book.state}`)}</Badge>
                <span>
                  {t("book.minimum")} <b className="nums nowrap">{minimum}</b>
                </span>
              </p>
              {!canClaim && (
                <p className="muted">
                  {book.state === "available" ? t("book.over") : t(`book.stateText.${book.state}`)}
                </p>
              )}
            </div>
            {book.description && <p className="prose book-about">{book.description}</p>}
            <Pairs items={bookFacts(book, locale)} />
            <p className="small">
              <Anchor href={`/${locale}${sharePath(campaign, { book: book.code })}`}>
                {shareWords(locale)("share")}
              </Anchor>
            </p>
            <p className="book-helps">
              <b>{t("book.helps")}.</b> {t("book.helpsText", { fund: campaign.fund.name })}
            </p>
            {canClaim && (
              <div className="book-call">
                <ButtonLink href={`#claim-${book.code}`} wide>
                  {t("claim.submit")} · {t("book.from", { amount: minimum })}
                </ButtonLink>
              </div>
            )}
            {canWait && (
              <div className="book-call">
                <ButtonLink href={`#line-${book.code}`} wide>
                  {waitWords(locale)("join.submit")}
                </ButtonLink>
              </div>
            )}
          </div>
          {canClaim && (
            <div className="book-claim" id={`claim-${book.code}`}>
              <ClaimSheet locale={locale} campaign={campaign} book={book} />
            </div>
          )}
          {canWait && (
            <div className="book-claim" id={`line-${book.code}`}>
              <WaitSheet locale={locale} campaign={campaign} book={book} waiting={waiting} />
            </div>
          )}
        </article>
        {similar.length > 0 && (
          <section className="stack" id={`similar-${book.code}`} data-gap="5">
            <div className="row" data-ends>
              <h2>{t("book.similar")}</h2>
              <ButtonLink href={`/${locale}${booksPath(campaign, { available: true })}`} kind="plain" size="small">
                {t("book.allFree")}
              </ButtonLink>
            </div>
            <BookWall locale={locale} campaign={campaign} books={similar} shelf />
          </section>
        )}
      </div>
    </Shell>
  );
}
