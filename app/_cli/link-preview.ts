import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { escaped as safe } from "@/app/_web/markup";
import { bookPicture, campaignPicture } from "@/app/og/_picture/pictures";
import { photoPath } from "@/lib/catalog/photos";
import { findBook, findCampaign } from "@/lib/catalog/queries";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { log } from "@/lib/core/log";
import type { FoundLink } from "@/lib/referrals/found-links";
import { inLanguage } from "@/lib/referrals/targets";

type Picture = { path: string; width: number; height: number; alt?: string };

const ICON: Picture = { path: "/icon-512.png", width: 512, height: 512 };
const KEPT_MAX = 500;
const measured = new Map<string, Picture>();

/** The page that robots read a link's title, text and picture from, to draw its preview. It sets nothing and runs nothing. */
export async function linkPreview(link: FoundLink, locale: Locale): Promise<string> {
  const title = link.title || link.campaignName;
  const fund = link.fundName && catalogWords(locale)("campaign.fund", { fund: link.fundName });
  const description = link.description || fund || siteWords(locale)("name");
  const picture = link.pictureUrl ? await measure(link.pictureUrl) : await pictureOfTarget(link, locale);
  const target = link.target ?? link.campaignPath;
  const leadsTo = target.startsWith("/") ? inLanguage(target, locale) : target;
  const properties = {
    "og:type": "website",
    "og:site_name": siteWords(locale)("name"),
    "og:locale": locale === "uk" ? "uk_UA" : "en_GB",
    "og:title": title,
    "og:description": description,
    "og:url": absolute(`/r/${link.code}`), // so that what is shared on keeps counting
    "og:image": absolute(picture.path),
    "og:image:width": picture.width,
    "og:image:height": picture.height,
    ...(picture.alt && { "og:image:alt": picture.alt }),
  };
  const tags = Object.entries(properties).map(([name, value]) => `<meta property="${name}" content="${safe(value)}">`);
  return `<!doctype html>
<html lang="${locale}" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<title>${safe(title)}</title>
<meta name="description" content="${safe(description)}">
<meta name="robots" content="noindex">
<meta name="twitter:card" content="${picture.width >= 2 * ICON.width ? "summary_large_image" : "summary"}">
${tags.join("\n")}
</head>
<body>
<h1>${safe(title)}</h1>
<p>${safe(description)}</p>
<p><a href="${safe(leadsTo)}">${safe(link.campaignName)}</a></p>
</body>
</html>
`;
}

/** The picture of the book or the campaign that a link leads to. The icon while the database is away: the preview still comes. */
async function pictureOfTarget({ target, campaignPath }: FoundLink, locale: Locale): Promise<Picture> {
  try {
    const [, community = "", slug = ""] = campaignPath.split("/");
    const campaign = await findCampaign(community, slug);
    if (!campaign) return ICON;
    const [, code] = /\/books\/([a-z0-9]+)(?:[?#]|$)/.exec(target?.startsWith("/") ? target : "") ?? [];
    const book = code ? await findBook(campaign.communityId, campaign.id, code) : undefined;
    const { image } = book ? bookPicture(campaign, book, locale) : await campaignPicture(campaign, locale);
    return { ...image, path: image.url };
  } catch (error) {
    log.warn({ err: error }, "a preview goes without its picture");
    return ICON;
  }
}

const absolute = (own: string) => new URL(own, env.APP_URL).href;

/** Whoever shares first sees a picture only if its size is told. One that cannot be read gives way to the icon. */
async function measure(url: string): Promise<Picture> {
  const known = measured.get(url);
  if (known) return known;
  const picture = await read(url).catch(() => ICON);
  if (measured.size >= KEPT_MAX) measured.clear();
  measured.set(url, picture);
  return picture;
}

async function read(url: string): Promise<Picture> {
  const { width = 0, height = 0 } = await sharp(await readFile(fileOf(url))).metadata();
  return { path: url, width, height };
}

/** A photo of ours, or a file of the public folder. */
function fileOf(url: string): string {
  const [, communityId, photoId = "", width] =
    /^\/media\/([0-9a-f-]{36})\/([0-9a-f-]{36})-(\d{3,4})\.webp$/.exec(url) ?? [];
  if (communityId) return photoPath(communityId, photoId, Number(width));
  const [, name = ""] = /^\/([\w-]+\.(?:png|jpg|webp))$/.exec(url) ?? [];
  return path.join(process.cwd(), "public", name);
}
