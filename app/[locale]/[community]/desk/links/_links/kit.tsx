import { Card, Pairs } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import type { Link } from "@/db/schema";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { deskLinkWords } from "@/lib/core/i18n/messages/desk-links";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { utmOf } from "@/lib/referrals/vocabulary";
import { shortAddress, type Target } from "./names";

type KitProps = { locale: Locale; link: Link };

/** The address to post, with its QR code. */
export function Address({ locale, link }: KitProps) {
  const t = deskLinkWords(locale);
  const url = shortAddress(link.code);
  return (
    <Card>
      <h2 className="task-title">{t("kit.link")}</h2>
      <Copyable locale={locale} text={url} />
      <p className="muted small">{t("kit.numbers")}</p>
      <div className="link-qr">
        {/* biome-ignore lint/performance/noImgElement: drawn by our own server, at any size */}
        <img src={`/r/${link.code}/qr.svg`} alt={t("kit.qrAlt", { url })} width={176} height={176} />
        <div className="stack" data-gap="3">
          <h3 className="task-title">{t("kit.qr")}</h3>
          <p className="muted small">{t("kit.qrText")}</p>
          <p className="row" data-gap="2">
            {(["svg", "png"] as const).map((kind) => (
              <a
                key={kind}
                className="button"
                data-kind="quiet"
                data-size="small"
                href={`/r/${link.code}/qr.${kind}`}
                download={`qr-${link.code}.${kind}`}
              >
                {t(`kit.${kind}`)}
              </a>
            ))}
          </p>
        </div>
      </div>
    </Card>
  );
}

type PostProps = KitProps & { campaign: PublicCampaign; target: Target; book: PublicBook | undefined };

/** A first text for the post, in both languages. */
export function PostText({ locale, link, campaign, target, book }: PostProps) {
  const t = deskLinkWords(locale);
  const kind = target.kind === "book" && !book ? "catalog" : target.kind;
  const values = { campaign: campaign.name, fund: campaign.fund.name, title: book?.title ?? "" };
  const textIn = (language: Locale) =>
    `${deskLinkWords(language)(`kit.post.${kind}`, values)}\n\n${shortAddress(link.code)}`;
  return (
    <Card>
      <h2 className="task-title">{t("kit.text")}</h2>
      <p className="muted small">{t("kit.textLead")}</p>
      {(["uk", "en"] as const).map((language) => (
        <div key={language} className="stack" data-gap="2">
          <h3 className="small muted">{t(language === "uk" ? "kit.textUk" : "kit.textEn")}</h3>
          <Copyable locale={locale} text={textIn(language)} lang={language} />
        </div>
      ))}
    </Card>
  );
}

/** The tags other tools read. */
export function UtmTags({ locale, link }: KitProps) {
  const t = deskLinkWords(locale);
  return (
    <Card>
      <h2 className="task-title">{t("kit.utm")}</h2>
      <Pairs items={Object.entries(utmOf(link)).map(([name, value]) => ({ name, value: <code>{value}</code> }))} />
      <p className="muted small">{t("kit.utmLead")}</p>
      {link.medium === "offline" && <p className="muted small">{t("kit.utmOffline")}</p>}
    </Card>
  );
}

/** How a messenger shows the link: picture, title and a line. */
export function Preview({ locale, link, campaign }: KitProps & { campaign: PublicCampaign }) {
  const t = deskLinkWords(locale);
  const fund = catalogWords(locale)("campaign.fund", { fund: campaign.fund.name });
  return (
    <Card>
      <h2 className="task-title">{t("kit.preview")}</h2>
      <p className="muted small">{t("kit.previewLead")}</p>
      <div className="link-preview" data-icon={link.pictureUrl ? undefined : true}>
        {/* biome-ignore lint/performance/noImgElement: the very file that messengers fetch */}
        <img src={link.pictureUrl ?? "/icon-512.png"} alt="" />
        <div>
          <p className="small muted">{new URL(env.APP_URL).host}</p>
          <p className="table-name">{link.title || campaign.name}</p>
          <p className="small link-preview-text">{campaign.description || fund}</p>
        </div>
      </div>
    </Card>
  );
}

/** A text to select by hand, and the button that copies it. */
function Copyable({ locale, text, lang }: { locale: Locale; text: string; lang?: string }) {
  const t = siteWords(locale);
  return (
    <div className="copyable">
      <span className="value prose" lang={lang}>
        {text}
      </span>
      <CopyButton text={text} label={t("copy")} done={t("copied")} />
    </div>
  );
}
