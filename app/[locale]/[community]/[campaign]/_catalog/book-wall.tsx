import { Anchor } from "@/app/_ui/link";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { BookCard } from "@/lib/catalog/state";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { formatMoney } from "@/lib/core/money";
import { BookPicture } from "./book-picture";
import { bookPath, moreId } from "./paths";

type BookWallProps = {
  locale: Locale;
  campaign: Pick<PublicCampaign, "communityId" | "communitySlug" | "slug">;
  books: readonly BookCard[];
  /** A single shelf, for a few books beside something else. */
  shelf?: boolean;
  /** The place of the first book that "show more" has brought: the address leads to it. */
  moreFrom?: number;
};

/** Books standing on a table, faces up. The taken ones keep their place, with a band or a stamp that says so. */
export function BookWall({ locale, campaign, books, shelf, moreFrom }: BookWallProps) {
  return (
    <ul className={shelf ? "wall shelf-row" : "wall"}>
      {books.map((book, place) => (
        <BookTile
          key={book.code}
          first={place < 4}
          {...{ locale, campaign, book }}
          id={place > 0 && place === moreFrom ? moreId(place) : undefined}
        />
      ))}
    </ul>
  );
}

type BookTileProps = Pick<BookWallProps, "locale" | "campaign"> & { book: BookCard; first: boolean; id?: string };

function BookTile({ locale, campaign, book, first, id }: BookTileProps) {
  const t = catalogWords(locale);
  const isFree = book.state === "available";
  const named = [book.title, book.authors.join(", ")].filter(Boolean).join(", ");
  return (
    <li className="tile" data-state={book.state} id={id}>
      <Anchor href={`/${locale}${bookPath(campaign, book.code)}`}>
        <div className="tile-picture">
          <BookPicture
            communityId={campaign.communityId}
            book={book}
            photo={book.photo}
            alt=""
            sizes="(min-width: 44rem) 12rem, 45vw"
            first={first}
          />
          {book.state === "reserved" && <span className="obi">{t("state.reserved")}</span>}
          {!isFree && book.state !== "reserved" && <span className="stamp">{t(`state.${book.state}`)}</span>}
        </div>
        <span className={book.photo ? "tile-title" : "hidden-text"}>{named}</span>
        <span className="tile-meta">
          {isFree && (
            <b className="nums">{t("book.from", { amount: formatMoney(book.minimumMinor, book.currency, locale) })}</b>
          )}
          <span>{[t(`condition.${book.condition}`), book.city ?? book.pickupPoint].filter(Boolean).join(" · ")}</span>
        </span>
      </Anchor>
    </li>
  );
}
