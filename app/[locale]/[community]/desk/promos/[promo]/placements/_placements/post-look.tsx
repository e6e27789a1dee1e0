import type { PlacementMedia } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { firstSigns } from "@/lib/promos/check/count";
import type { FormatSpec } from "@/lib/promos/check/specs";

type PostLookProps = {
  locale: Locale;
  spec: FormatSpec;
  /** As it will be posted. */
  text: string;
  sticker: string;
  address: string | undefined;
  media: readonly PlacementMedia[];
  mediaHref: (id: string, size: "whole" | "preview") => string;
};

const STORY_HEIGHT = 1920;

/** A placement as people will meet it: its pictures with the zones the app covers, the text up to “more”, the sticker. */
export function PostLook({ locale, spec, text, sticker, address, media, mediaHref }: PostLookProps) {
  const t = placementWords(locale);
  const { safeTop, safeBottom, foldAt, links } = spec.rules;
  const [top, bottom] = [valueIfOn(safeTop), valueIfOn(safeBottom)];
  const isStory = links?.value === "sticker";
  const hasZones = media.length > 0 && top + bottom > 0;
  return (
    <div className="post-look" data-story={isStory || undefined}>
      {hasZones && (
        <div className="stack" data-gap="1">
          <label className="check">
            <input type="checkbox" className="zones-shown" defaultChecked />
            <span>{t("look.zones")}</span>
          </label>
          <p className="small muted">{t("look.zonesText", { top, bottom })}</p>
        </div>
      )}
      {media.length > 0 && (
        <ul className="post-media">
          {media.map((medium, nth) => (
            <li key={medium.id}>
              <Medium locale={locale} medium={medium} nth={nth} href={mediaHref} />
              {hasZones && (
                <>
                  <span className="zone" data-edge="top" style={{ height: `${(top / STORY_HEIGHT) * 100}%` }} />
                  <span className="zone" data-edge="bottom" style={{ height: `${(bottom / STORY_HEIGHT) * 100}%` }} />
                </>
              )}
              {isStory && address && nth === 0 && (
                <span className="post-sticker">{sticker || new URL(address).host}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {text === "" ? (
        !isStory && <p className="muted">{t("look.noText")}</p>
      ) : (
        <div className="stack" data-gap="1">
          {isStory && <p className="small muted">{t("look.onPicture")}</p>}
          <PostText text={text} foldAt={valueIfOn(foldAt)} more={t("look.more")} />
        </div>
      )}
      {isStory && address && (
        <p className="small">
          <span className="muted">{t("look.sticker")}: </span>
          {sticker || "—"} → <span className="code">{address}</span>
        </p>
      )}
    </div>
  );
}

/** What is seen at once, and the rest behind “more”, as the network does it. */
function PostText({ text, foldAt, more }: { text: string; foldAt: number; more: string }) {
  const first = foldAt > 0 ? firstSigns(text, foldAt) : text;
  if (first === text) return <p className="post-text">{text}</p>;
  return (
    <details className="post-text">
      <summary>
        {first}
        <span className="post-more">{more}</span>
      </summary>
      {text.slice(first.length)}
    </details>
  );
}

type MediumProps = {
  locale: Locale;
  medium: PlacementMedia;
  nth: number;
  href: PostLookProps["mediaHref"];
};

function Medium({ locale, medium, nth, href }: MediumProps) {
  const { id, type, alt, width, height } = medium;
  const t = placementWords(locale);
  if (type.startsWith("video/"))
    return (
      // biome-ignore lint/a11y/useMediaCaption: a draft of a post, which has its captions in the network
      <video
        src={href(id, "whole")}
        controls
        preload="metadata"
        playsInline
        width={width ?? undefined}
        height={height ?? undefined}
        aria-label={alt || t("media.video", { number: nth + 1 })}
      />
    );
  return (
    // biome-ignore lint/performance/noImgElement: private, and small already
    <img
      src={href(id, "preview")}
      width={width ?? undefined}
      height={height ?? undefined}
      alt={alt || t("media.picture", { number: nth + 1 })}
    />
  );
}

const valueIfOn = (rule: { value: number; level: string } | undefined) =>
  rule && rule.level !== "off" ? rule.value : 0;
