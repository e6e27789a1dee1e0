import { Badge } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormFile } from "@/app/_web/form";
import { photoUrl } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { DeskBookInFull } from "@/lib/catalog/desk-book";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { OneTap } from "../../_parts/one-tap";
import type { Place } from "../../_parts/place";
import { addPhotos, changePhoto } from "../actions";

const PHOTOS_MAX = 5;

type BookPhotosProps = { locale: Locale; place: Place; book: DeskBookInFull; canChange: boolean };

/** The real photos of the copy, the first being its cover. */
export function BookPhotos({ locale, place, book, canChange }: BookPhotosProps) {
  const t = deskBookWords(locale);
  return (
    <section className="stack" aria-labelledby="photos">
      <h2 id="photos">{t("photos.title")}</h2>
      {book.photos.length === 0 && <p className="muted">{t("photos.none")}</p>}
      {book.photos.length > 0 && (
        <ul className="photo-row">
          {book.photos.map((photo, nth) => (
            <li key={photo.id}>
              {/* biome-ignore lint/performance/noImgElement: the widths were made at upload */}
              <img
                src={photoUrl(book.communityId, photo.id, 320)}
                width={photo.width}
                height={photo.height}
                alt={t("photos.alt", { number: nth + 1 })}
                loading="lazy"
                style={{ backgroundImage: `url("${photo.blur}")` }}
              />
              {nth === 0 && (
                <div>
                  <Badge>{t("photos.cover")}</Badge>
                </div>
              )}
              {canChange && nth > 0 && (
                <OneTap
                  action={changePhoto.bind(null, place)}
                  fields={{ code: book.code, photo: photo.id, what: "first" }}
                  about={t("photos.about", { number: nth + 1 })}
                >
                  {t("photos.first")}
                </OneTap>
              )}
              {canChange && (
                <OneTap
                  action={changePhoto.bind(null, place)}
                  fields={{ code: book.code, photo: photo.id, what: "remove" }}
                  kind="plain"
                  about={t("photos.about", { number: nth + 1 })}
                >
                  {t("photos.remove")}
                </OneTap>
              )}
            </li>
          ))}
        </ul>
      )}
      {canChange && book.photos.length < PHOTOS_MAX && (
        <Form action={addPhotos.bind(null, place)} gap={3}>
          <input type="hidden" name="code" value={book.code} />
          <FormFile
            label={t("photos.add")}
            hint={t("photos.hint")}
            name="photos"
            accept="image/jpeg,image/png,image/webp"
            multiple
          />
          <div>
            <SubmitButton kind="quiet" size="small">
              {t("photos.send")}
            </SubmitButton>
          </div>
        </Form>
      )}
    </section>
  );
}
