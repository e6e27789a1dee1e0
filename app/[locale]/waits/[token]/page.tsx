import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import type { IconName } from "@/app/_ui/icon";
import { Anchor } from "@/app/_ui/link";
import { Badge, type Tone } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { DataLink } from "@/app/[locale]/_data/data-link";
import { BookPicture } from "@/app/[locale]/[community]/[campaign]/_catalog/book-picture";
import { bookPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { findBook, findCampaign } from "@/lib/catalog/queries";
import { findWait, waitByToken } from "@/lib/claims/waiting/queries";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { Ended, Offered, Taken, Unverified, Waiting } from "./_wait/stages";

export const instant = false;

export async function generateMetadata({ params }: PageProps<"/[locale]/waits/[token]">): Promise<Metadata> {
  const t = waitWords(await localeOf(params));
  return { title: t("eyebrow"), robots: { index: false, follow: false } };
}

/** Somebody's place in line: how many are before them, the offer when it is their turn, and the way out. */
export default async function Page({ params }: PageProps<"/[locale]/waits/[token]">) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const view = await viewOf(token, new Date());
  if (!view) notFound();

  const { wait, campaign, book } = view;
  const t = waitWords(locale);
  const isUnverified = wait.status === "waiting" && !wait.verifiedAt;
  const stage = isUnverified ? "unverified" : wait.status;
  const props = { locale, token, ...view };
  return (
    <Shell locale={locale} path={`/waits/${token}`} community={wait.communitySlug}>
      <Body width="text">
        <header className="claim-head">
          <div className="claim-cover">
            <BookPicture
              communityId={wait.communityId}
              book={{
                code: wait.bookCode,
                title: wait.bookTitle,
                authors: wait.bookAuthors,
                category: wait.category,
                language: wait.language,
              }}
              photo={book?.photos[0] ?? null}
              alt=""
              sizes="6rem"
              first
            />
          </div>
          <div className="stack" data-gap="2">
            <p className="muted small">{t("eyebrow")}</p>
            <h1>
              {book ? (
                <Anchor href={`/${locale}${bookPath(campaign, wait.bookCode)}`}>{wait.bookTitle}</Anchor>
              ) : (
                wait.bookTitle
              )}
            </h1>
            {wait.bookAuthors.length > 0 && <p className="muted small">{wait.bookAuthors.join(", ")}</p>}
            <p>
              <Badge {...LOOK[stage]}>{t(`badge.${stage}`)}</Badge>
            </p>
          </div>
        </header>
        {stage === "unverified" && <Unverified {...props} />}
        {stage === "waiting" && <Waiting {...props} />}
        {stage === "offered" && <Offered {...props} />}
        {stage === "taken" && <Taken {...props} />}
        {(stage === "lapsed" || stage === "left") && <Ended {...props} />}
        <p className="muted small">{t("private")}</p>
        <DataLink locale={locale} at={{ kind: "waits", token }} />
      </Body>
    </Shell>
  );
}

const LOOK: Record<"unverified" | "waiting" | "offered" | "taken" | "lapsed" | "left", { tone: Tone; icon: IconName }> =
  {
    unverified: { tone: "wait", icon: "mail" },
    waiting: { tone: "wait", icon: "clock" },
    offered: { tone: "good", icon: "book" },
    taken: { tone: "good", icon: "check" },
    lapsed: { tone: "plain", icon: "clock" },
    left: { tone: "plain", icon: "close" },
  };

async function viewOf(token: string, now: Date) {
  const found = await waitByToken(token);
  const wait = found && (await findWait(found.ref, now));
  if (!wait) return undefined;
  const [campaign, book] = await Promise.all([
    findCampaign(wait.communitySlug, wait.campaignSlug),
    findBook(wait.communityId, wait.campaignId, wait.bookCode, now),
  ]);
  return campaign && { wait, campaign, book };
}
