import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormFile } from "@/app/_web/form";
import { photoUrl } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { OwnListing } from "@/lib/catalog/own";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { addPhotosAction, removePhotoAction } from "./actions";
import type { ListingAt } from "./whose";

const PHOTOS_MAX = 5;

type ListingPhotosProps = { locale: Locale; at: ListingAt; listing: OwnListing };

/** The photos a listing has, each with the way to take it off, and room for more. */
export function ListingPhotos({ locale, at, listing }: ListingPhotosProps) {
  const t = giveWords(locale);
  return (
    <Card gap={4}>
      <h2>{t("manage.photosTitle")}</h2>
      {listing.photos.length === 0 && <p className="muted">{t("manage.noPhotos")}</p>}
      <ul className="own-photos">
        {listing.photos.map(({ id, width, height }, place) => (
          <li key={id} className="stack" data-gap="2">
            {/* biome-ignore lint/performance/noImgElement: the widths were made at upload; there is nothing to optimize */}
            <img
              src={photoUrl(listing.communityId, id, 320)}
              alt={t("photo", { number: place + 1 })}
              width={width}
              height={height}
              loading="lazy"
            />
            <Form action={removePhotoAction.bind(null, locale, at, id)}>
              <SubmitButton kind="quiet" size="small" wide>
                {t("removePhoto", { number: place + 1 })}
              </SubmitButton>
            </Form>
          </li>
        ))}
      </ul>
      {listing.photos.length < PHOTOS_MAX && (
        <Form action={addPhotosAction.bind(null, locale, at)}>
          <PhotosField locale={locale} />
          <div>
            <SubmitButton kind="quiet">{t("addPhotos")}</SubmitButton>
          </div>
        </Form>
      )}
    </Card>
  );
}

export function PhotosField({ locale, optional }: { locale: Locale; optional?: string }) {
  const t = giveWords(locale);
  return (
    <FormFile
      name="photos"
      label={t("photos")}
      hint={t("photosHint")}
      optional={optional}
      accept="image/jpeg,image/png,image/webp"
      multiple
    />
  );
}
