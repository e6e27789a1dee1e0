import type { Metadata } from "next";
import { Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { localeOf } from "@/app/_web/language";
import { deskBooks, deskBooksInput, reviewQueue } from "@/lib/catalog/desk";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { DeskFrame } from "../_parts/frame";
import { csvHref } from "../_parts/links";
import { openCampaignDesk } from "../_parts/open";
import { deskHref } from "../_parts/place";
import { BookFilter } from "./_books/book-filter";
import { BookTable } from "./_books/book-table";
import { ReviewQueue } from "./_books/review-queue";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/books">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskBookWords(await localeOf(params))("title"), robots: { index: false } };
}

/** All books of a campaign in any state; what waits for a review on top. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "catalog.review", "books");
  const { locale, campaign, actor, query, place, now } = desk;
  const t = deskBookWords(locale);
  const asked = deskBooksInput.safeParse({ q: query.q, state: query.state, page: query.page });
  const input = { ...(asked.success ? asked.data : deskBooksInput.parse({})), campaign: campaign?.id };
  const [queue, books] = campaign
    ? await Promise.all([reviewQueue(actor, campaign.id, now), deskBooks(actor, input, now)])
    : [[], { items: [], hasMore: false }];
  const isFiltered = Boolean(input.q ?? input.state);
  const pageHref = (page: number) => deskHref(place, "books", { q: input.q, state: input.state, page });
  return (
    <DeskFrame
      desk={desk}
      section="books"
      title={t("title")}
      choosesCampaign
      actions={
        campaign && (
          <>
            <ButtonLink kind="quiet" size="small" href={deskHref(place, "books/import")}>
              {t("import")}
            </ButtonLink>
            <ButtonLink kind="quiet" size="small" href={deskHref(place, "books/stickers")}>
              {handoverWords(desk.locale)("stickers.link")}
            </ButtonLink>
            <a className="button" data-kind="quiet" data-size="small" href={csvHref(campaign, "books")} download>
              {t("csv")}
            </a>
          </>
        )
      }
    >
      {queue.length > 0 && <ReviewQueue desk={desk} books={queue} />}
      <section className="stack" aria-label={t("caption")}>
        {(books.items.length > 0 || isFiltered) && <BookFilter locale={locale} place={place} input={input} />}
        {books.items.length > 0 && <BookTable desk={desk} books={books.items} />}
        {books.items.length === 0 && (
          <Empty title={t(isFiltered ? "none" : "empty")}>{t(isFiltered ? "noneText" : "emptyText")}</Empty>
        )}
        {(books.hasMore || input.page > 1) && (
          <nav className="pages" aria-label={t("pages")}>
            {input.page > 1 && (
              <ButtonLink kind="quiet" size="small" href={pageHref(input.page - 1)}>
                {deskWords(locale)("back")}
              </ButtonLink>
            )}
            <span className="muted nums">{deskWords(locale)("page", { page: input.page })}</span>
            {books.hasMore && (
              <ButtonLink kind="quiet" size="small" href={pageHref(input.page + 1)}>
                {deskWords(locale)("more")}
              </ButtonLink>
            )}
          </nav>
        )}
      </section>
    </DeskFrame>
  );
}
