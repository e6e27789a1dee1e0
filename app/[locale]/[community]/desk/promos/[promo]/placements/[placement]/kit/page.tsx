import type { Metadata } from "next";
import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { CopyButton } from "@/app/_ui/copy-button";
import { Notice } from "@/app/_ui/notice";
import { localeOf } from "@/app/_web/language";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { type Kit, kitOf, kitTexts } from "@/lib/promos/placements/kit";
import { isApproved, next } from "@/lib/promos/placements/rules";
import { deskHref } from "../../../../../_parts/place";
import { PromoFrame } from "../../../../_promos/frame";
import { factsOf } from "../../_placements/media-part";
import { kitHref, kitPictureHref, mediaHref, nameOf, sizeName } from "../../_placements/names";
import { openPlacement, type PlacementDesk } from "../../_placements/open";
import { Publish } from "../../_placements/steps";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/placements/[placement]/kit">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: placementWords(await localeOf(params))("act.kit"), robots: { index: false } };
}

/** All it takes to post an approved placement by hand. */
export default async function Page(request: Props) {
  const opened = await openPlacement(request, "kit");
  const { desk, promo, view } = opened;
  const { locale, place, actor, community } = desk;
  const { placement } = view;
  const t = placementWords(locale);
  const kit = isApproved(placement.status) ? await kitOf(actor, placement.id) : undefined;
  const at = { promo: promo.id, placement: placement.id };
  return (
    <PromoFrame
      {...opened}
      tab="placements"
      path={`placements/${placement.id}/kit`}
      title={t("kit.title", { name: nameOf(placement, locale) })}
      actions={
        <>
          {kit && (
            <a className="button" href={kitHref(place.community, placement.id)} download>
              {t("kit.zip")}
            </a>
          )}
          <ButtonLink kind="quiet" href={deskHref(place, `promos/${promo.id}/placements/${placement.id}`)}>
            {t("kit.toPlacement")}
          </ButtonLink>
        </>
      }
    >
      {!kit && <Notice tone="wait">{refusals(locale)("placements.kitNotYet")}</Notice>}
      {kit && (
        <>
          <p className="muted">{t("kit.lead")}</p>
          <div className="desk-sections">
            <Texts opened={opened} kit={kit} />
            <Pictures opened={opened} kit={kit} />
            <All opened={opened} kit={kit} />
            {next(placement.status, "publish") && (
              <Card raised gap={3}>
                <h2 className="task-title">{t("kit.published")}</h2>
                <Publish {...{ locale, place, at, placement }} timeZone={community.timeZone} isHard={false} open />
              </Card>
            )}
          </div>
        </>
      )}
    </PromoFrame>
  );
}

type PartProps = { opened: PlacementDesk; kit: Kit };

function Texts({ opened, kit }: PartProps) {
  const { locale } = opened.desk;
  const t = placementWords(locale);
  const { address, text, placement } = kit;
  const isStory = kit.spec.rules.links?.value === "sticker";
  return (
    <>
      <Card gap={3}>
        <h2 className="task-title">{t("kit.text")}</h2>
        {text ? (
          <Copyable text={text} label={t("kit.copyText")} done={siteWords(locale)("copied")} />
        ) : (
          <p className="muted">{t("kit.noText")}</p>
        )}
      </Card>
      <Card gap={3}>
        <h2 className="task-title">{t("kit.link")}</h2>
        {address && kit.link ? (
          <>
            <Copyable text={address} label={t("kit.copyLink")} done={siteWords(locale)("copied")} />
            {(isStory || placement.sticker) && placement.sticker !== "" && (
              <>
                <h3 className="task-title">{t("kit.sticker")}</h3>
                <Copyable text={placement.sticker} label={t("kit.copySticker")} done={siteWords(locale)("copied")} />
              </>
            )}
            <p className="muted small">{t("kit.linkText")}</p>
            <div className="link-qr">
              {/* biome-ignore lint/performance/noImgElement: drawn by our own server, at any size */}
              <img src={`/r/${kit.link.code}/qr.svg`} alt={t("kit.qrAlt", { url: address })} width={176} height={176} />
              <p className="row" data-gap="2">
                {(["svg", "png"] as const).map((kind) => (
                  <a
                    key={kind}
                    className="button"
                    data-kind="quiet"
                    data-size="small"
                    href={`/r/${kit.link?.code}/qr.${kind}`}
                    download={`qr-${kit.link?.code}.${kind}`}
                  >
                    {t("kit.qr")} {kind.toUpperCase()}
                  </a>
                ))}
              </p>
            </div>
          </>
        ) : (
          <p className="muted">{t("kit.noLink")}</p>
        )}
      </Card>
    </>
  );
}

function Pictures({ opened, kit }: PartProps) {
  const { locale, place } = opened.desk;
  const t = placementWords(locale);
  return (
    <Card gap={3}>
      <h2 className="task-title">{t("kit.pictures")}</h2>
      {kit.files.length === 0 && <p className="muted">{t("kit.noPictures")}</p>}
      <ul className="media-rows">
        {kit.files.map(({ medium, cuts }, nth) => (
          <li key={medium.id}>
            {medium.type.startsWith("image/") ? (
              // biome-ignore lint/performance/noImgElement: private, and small already
              <img
                className="media-thumb"
                src={mediaHref(place.community, medium.id)}
                alt={medium.alt}
                loading="lazy"
              />
            ) : (
              <span className="media-thumb media-none">{t("media.video", { number: nth + 1 })}</span>
            )}
            <div className="stack" data-gap="2">
              <p className="small muted">{factsOf(medium, locale)}</p>
              <p className="row" data-gap="2">
                <a
                  className="button"
                  data-kind="quiet"
                  data-size="small"
                  href={kitPictureHref(place.community, kit.placement.id, medium.id, "original")}
                  download
                >
                  {t("kit.original")}
                </a>
                {cuts.map(({ size }) => (
                  <a
                    key={size.name}
                    className="button"
                    data-kind="quiet"
                    data-size="small"
                    href={kitPictureHref(place.community, kit.placement.id, medium.id, size.name)}
                    download
                  >
                    {t("kit.cut", {
                      name: sizeName(size.name, locale),
                      width: String(size.width),
                      height: String(size.height),
                    })}
                  </a>
                ))}
              </p>
              {medium.alt ? (
                <Copyable
                  text={medium.alt}
                  label={t("kit.copyAlt", { number: nth + 1 })}
                  done={siteWords(locale)("copied")}
                />
              ) : (
                medium.type.startsWith("image/") && <p className="small muted">{t("kit.noAlt")}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function All({ opened, kit }: PartProps) {
  const { locale } = opened.desk;
  const t = placementWords(locale);
  const all = Object.values(kitTexts(kit)).join("\n\n");
  if (all === "") return null;
  return (
    <Card gap={3}>
      <h2 className="task-title">{t("kit.all")}</h2>
      <p className="muted small">{t("kit.allText")}</p>
      <Copyable text={all} label={t("kit.copyAll")} done={siteWords(locale)("copied")} />
    </Card>
  );
}

/** A text to select by hand, and the button that copies it. */
function Copyable({ text, label, done }: { text: string; label: string; done: string }) {
  return (
    <div className="copyable">
      <span className="value prose">{text}</span>
      <CopyButton text={text} label={label} done={done} />
    </div>
  );
}
