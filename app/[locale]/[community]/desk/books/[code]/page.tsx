import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card, Pairs } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Badge, Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { BookPicture } from "@/app/[locale]/[community]/[campaign]/_catalog/book-picture";
import { bookPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { findDeskBook } from "@/lib/catalog/desk-book";
import { isRunning } from "@/lib/catalog/rules";
import { claimHistoryOf, listClaimsOfBook } from "@/lib/claims/desk";
import { listLine } from "@/lib/claims/waiting/queries";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { momentText } from "@/lib/core/i18n/moment";
import { ReserveForForm } from "../../_acting/forms";
import { DeskFrame } from "../../_parts/frame";
import { OneTap } from "../../_parts/one-tap";
import { openDesk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { BookClaims } from "../_books/book-claims";
import { BookHistory } from "../_books/book-history";
import { BookLine } from "../_books/book-line";
import { BookPhotos } from "../_books/book-photos";
import { STATE_TONE } from "../_books/book-table";
import { EditForm } from "../_books/edit-form";
import { RejectForm } from "../_books/review-queue";
import { approve, turnDown, withdraw } from "../actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/books/[code]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskBookWords(await localeOf(params))("title"), robots: { index: false } };
}

/** One book: what its listing says, its photos, who has reserved it, and what happened to it. */
export default async function Page(request: Props) {
  const { code } = await request.params;
  const desk = await openDesk(request, "catalog.review", `books/${code}`);
  const { locale, actor, community, now } = desk;
  const book = await findDeskBook(actor, code, now);
  const campaign = desk.campaigns.find(({ id }) => id === book?.campaignId);
  if (!book || !campaign) notFound();
  const [claims, claimEvents, line] = await Promise.all([
    listClaimsOfBook(actor, book.id),
    claimHistoryOf(actor, book.id),
    listLine(actor, book.id),
  ]);

  const t = deskBookWords(locale);
  const section = `books/${book.code}`;
  const place = { ...desk.place, campaign: campaign.slug, back: section };
  const isGone = book.status === "withdrawn";
  const isReviewed = book.status === "pending_review" || book.status === "rejected";
  const isTaken = book.state === "exchanged" || book.state === "handed_over";
  return (
    <DeskFrame
      desk={{ ...desk, place }}
      section="books"
      path={section}
      title={book.title}
      above={[{ name: t("title"), href: deskHref(place, "books") }]}
      actions={
        book.status === "listed" && (
          <ButtonLink kind="quiet" size="small" href={`/${locale}${bookPath(campaign, book.code)}`}>
            {t("edit.public")}
          </ButtonLink>
        )
      }
    >
      <div className="split">
        <div className="stack" data-gap="6">
          {isReviewed && (
            <Card>
              <div className="bulk">
                <OneTap
                  action={approve.bind(null, { ...place, back: "books" })}
                  fields={{ code: book.code }}
                  kind="main"
                >
                  {t("review.approve")}
                </OneTap>
                <span className="muted">{t(`state.${book.state}`)}</span>
              </div>
              {book.rejectReason && (
                <Notice tone="wait">
                  {t("edit.rejected")}: {book.rejectReason}
                </Notice>
              )}
              {book.status === "pending_review" && (
                <RejectForm desk={desk} action={turnDown.bind(null, { ...place, back: "books" })} code={book.code} />
              )}
            </Card>
          )}
          {!isGone && (
            <section className="stack" aria-labelledby="about">
              <h2 id="about">{t("edit.about")}</h2>
              <EditForm locale={locale} place={place} book={book} campaign={campaign} />
            </section>
          )}
          <BookPhotos locale={locale} place={place} book={book} canChange={!isGone} />
        </div>
        <aside className="stack" data-gap="5">
          <Card>
            <div className="row" data-nowrap>
              <div className="task-picture">
                <BookPicture
                  communityId={community.id}
                  book={book}
                  photo={book.photos[0] ?? null}
                  alt=""
                  sizes="2.5rem"
                />
              </div>
              <Badge tone={STATE_TONE[book.state]}>{t(`state.${book.state}`)}</Badge>
            </div>
            <Pairs
              items={[
                { name: t("edit.code"), value: <span className="code">{book.code}</span> },
                { name: t("edit.giver"), value: nameOf(locale, book.giver.name) },
                {
                  name: "E-mail",
                  value: book.giver.email && <a href={`mailto:${book.giver.email}`}>{book.giver.email}</a>,
                },
                { name: t("edit.added"), value: momentText(book.createdAt, community.timeZone, locale, now) },
              ]}
            />
          </Card>
          <BookClaims desk={desk} place={place} claims={claims} />
          {book.state === "available" && isRunning(campaign, now) && (
            <ReserveForForm locale={locale} place={place} campaign={campaign} book={book} />
          )}
          {(line.length > 0 || book.state === "reserved") && <BookLine desk={desk} line={line} />}
          <BookHistory desk={desk} events={book.events} claimEvents={claimEvents} />
          {!isGone && !isTaken && (
            <Form action={withdraw.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
              <input type="hidden" name="code" value={book.code} />
              <FormDisclosure summary={t("withdraw.open")}>
                <p className="small">{t(book.state === "reserved" ? "withdraw.held" : "withdraw.text")}</p>
                <FormField label={deskWords(locale)("reason")} name="reason" maxLength={1000} />
                <div>
                  <SubmitButton kind="danger" size="small">
                    {t("withdraw.submit")}
                  </SubmitButton>
                </div>
              </FormDisclosure>
            </Form>
          )}
        </aside>
      </div>
    </DeskFrame>
  );
}
