import { Cover } from "@/app/_ui/cover";
import type { PublicBook } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { BookPicture } from "../../_catalog/book-picture";

/** The photos of a copy to be swiped through, or its cover. */
export function BookPictures({ locale, book }: { locale: Locale; book: PublicBook }) {
  const t = catalogWords(locale);
  if (book.photos.length === 0) return <Cover {...book} seed={book.code} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by the arrow keys, too
    <ul className="photo-strip" tabIndex={0} aria-label={t("book.photos")}>
      {book.photos.map((photo, place) => (
        <li key={photo.id}>
          <BookPicture
            communityId={book.communityId}
            book={book}
            photo={photo}
            alt={t("book.photo", { number: place + 1, title: book.title })}
            sizes="(min-width: 60rem) 20rem, 80vw"
            first={place === 0}
          />
        </li>
      ))}
    </ul>
  );
}
