import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormFile, FormTextArea } from "@/app/_web/form";
import type { PlacementMedia } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { OneTap } from "../../../../_parts/one-tap";
import type { Place } from "../../../../_parts/place";
import { addFiles, changeMedium, describe } from "../actions";
import { mediaHref, sizeText } from "./names";

type MediaPartProps = {
  locale: Locale;
  place: Place;
  at: { promo: string; placement: string };
  media: readonly PlacementMedia[];
  canChange: boolean;
  mediaMax: number;
};

/** The pictures and videos of a placement: what each shows, which is first, and more of them. */
export function MediaPart({ locale, place, at, media, canChange, mediaMax }: MediaPartProps) {
  const t = placementWords(locale);
  return (
    <section className="stack" aria-labelledby="media" data-gap="3">
      <h2 id="media">{t("media.title")}</h2>
      {media.length === 0 && <p className="muted">{t("media.none")}</p>}
      <ul className="media-rows">
        {media.map((medium, nth) => (
          <li key={medium.id}>
            <Thumb place={place} medium={medium} />
            <div className="stack" data-gap="2">
              <p className="small muted">
                {factsOf(medium, locale)}
                {medium.name && ` · ${medium.name}`}
              </p>
              {canChange && medium.type.startsWith("image/") && (
                <Form action={describe.bind(null, place, at, medium.id)} gap={2}>
                  <FormTextArea
                    label={t("media.alt")}
                    hint={t("media.altHint")}
                    name="alt"
                    defaultValue={medium.alt}
                    rows={2}
                    maxLength={1_000}
                  />
                  <div>
                    <SubmitButton kind="quiet" size="small">
                      {t("media.saveAlt")}
                      <span className="hidden-text"> {t("media.about", { number: nth + 1 })}</span>
                    </SubmitButton>
                  </div>
                </Form>
              )}
              {!canChange && medium.alt && <p>{medium.alt}</p>}
              {canChange && (
                <div className="row" data-gap="2">
                  {nth > 0 && (
                    <OneTap
                      action={changeMedium.bind(null, place, at)}
                      fields={{ medium: medium.id, what: "first" }}
                      kind="plain"
                      about={t("media.about", { number: nth + 1 })}
                    >
                      {t("media.first")}
                    </OneTap>
                  )}
                  <OneTap
                    action={changeMedium.bind(null, place, at)}
                    fields={{ medium: medium.id, what: "remove" }}
                    kind="plain"
                    about={t("media.about", { number: nth + 1 })}
                  >
                    {t("media.remove")}
                  </OneTap>
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
      {canChange && media.length < mediaMax && (
        <Form action={addFiles.bind(null, place, at)} gap={3}>
          <FormFile
            label={t("media.add")}
            hint={t("media.hint")}
            name="files"
            accept="image/jpeg,image/png,image/webp,video/mp4,video/quicktime"
            multiple
          />
          <div>
            <SubmitButton kind="quiet" size="small">
              {t("media.send")}
            </SubmitButton>
          </div>
        </Form>
      )}
    </section>
  );
}

function Thumb({ place, medium }: { place: Place; medium: PlacementMedia }) {
  if (medium.type.startsWith("video/"))
    return (
      // biome-ignore lint/a11y/useMediaCaption: a draft of a post, which has its captions in the network
      <video className="media-thumb" src={mediaHref(place.community, medium.id, "whole")} controls preload="metadata" />
    );
  // biome-ignore lint/performance/noImgElement: private, and small already
  return <img className="media-thumb" src={mediaHref(place.community, medium.id)} alt={medium.alt} loading="lazy" />;
}

/** "1080 × 1920, 1,2 МБ, 12 секунд" */
export function factsOf({ width, height, bytes, seconds }: PlacementMedia, locale: Locale): string {
  const t = placementWords(locale);
  const size = sizeText(bytes, locale);
  const facts = width && height ? t("media.facts", { width, height, size }) : `${t("media.noSize")}, ${size}`;
  return seconds === null ? facts : `${facts}, ${t("media.seconds", { count: seconds })}`;
}
