import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField } from "@/app/_web/form";
import { BookPicture } from "@/app/[locale]/[community]/[campaign]/_catalog/book-picture";
import { topicName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import type { DeskBook } from "@/lib/catalog/desk";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { formatMoney } from "@/lib/core/money";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import { deskHref } from "../../_parts/place";
import { ago } from "../../_parts/times";
import { approve, reviewMany, turnDown } from "../actions";

const MANY = "review-many";

/** Books that wait for somebody to look at them, the oldest first; one at a time or several at once. */
export function ReviewQueue({ desk, books }: { desk: Desk; books: DeskBook[] }) {
  const { locale, place } = desk;
  const t = deskBookWords(locale);
  return (
    <section className="stack" aria-labelledby="review">
      <div>
        <h2 id="review">
          {t("review.title")} <span className="task-count nums">{books.length}</span>
        </h2>
        <p className="muted small">{t("review.lead")}</p>
      </div>
      <ul className="stack" data-gap="3">
        {books.map((book, nth) => (
          <Waiting key={book.code} desk={desk} book={book} isNext={nth === 0} canChoose={books.length > 1} />
        ))}
      </ul>
      {books.length > 1 && (
        <Card gap={3}>
          <div>
            <h3 className="task-title">{t("review.several")}</h3>
            <p className="muted small">{t("review.severalHint")}</p>
          </div>
          <Form
            id={MANY}
            action={reviewMany.bind(null, { ...place, back: "books" })}
            checkFields={deskWords(locale)("checkFields")}
          >
            <FormField
              label={deskWords(locale)("reason")}
              hint={t("review.reasonHint")}
              name="reason"
              optional={t("review.reject").toLowerCase()}
              maxLength={1000}
            />
            <div className="bulk">
              <SubmitButton size="small" name="verdict" value="approve">
                {t("review.approveAll")}
              </SubmitButton>
              <SubmitButton size="small" kind="danger" name="verdict" value="reject">
                {t("review.rejectAll")}
              </SubmitButton>
            </div>
          </Form>
        </Card>
      )}
    </section>
  );
}

type WaitingProps = { desk: Desk; book: DeskBook; isNext: boolean; canChoose: boolean };

function Waiting({ desk: { locale, place, community, now }, book, isNext, canChoose }: WaitingProps) {
  const t = deskBookWords(locale);
  const back = { ...place, back: "books" };
  const about = [
    topicName(book.category, locale),
    catalogWords(locale)(`condition.${book.condition}`),
    book.pickupPoint ?? book.city,
    t("review.minimum", { amount: formatMoney(book.minimumMinor, book.currency, locale) }),
  ];
  return (
    <li className="case">
      <div className="row" data-nowrap>
        {canChoose && (
          <label className="check">
            <input type="checkbox" name="code" value={book.code} form={MANY} />
            <span className="hidden-text">{t("review.choose", { title: book.title })}</span>
          </label>
        )}
        <div className="task-picture">
          <BookPicture communityId={community.id} book={book} photo={book.photo} alt="" sizes="2.5rem" />
        </div>
        <div className="task-text">
          <p className="task-name">
            <Anchor href={deskHref(place, `books/${book.code}`)}>{book.title}</Anchor>
          </p>
          <p className="small">{book.authors.join(", ")}</p>
          <p className="task-meta">{about.filter(Boolean).join(" · ")}</p>
          <p className="task-meta">
            {nameOf(locale, book.giver.name)} · {ago(book.createdAt, now, locale)}
          </p>
        </div>
      </div>
      <div className="case-do">
        {book.description && <p className="small">{book.description}</p>}
        <div className="bulk" data-next={isNext || undefined}>
          <OneTap action={approve.bind(null, back)} fields={{ code: book.code }} kind="main" about={book.title}>
            {t("review.approve")}
          </OneTap>
          <ButtonLink kind="quiet" size="small" href={deskHref(place, `books/${book.code}`)}>
            {t("review.edit")}
            <span className="hidden-text"> {book.title}</span>
          </ButtonLink>
        </div>
        <RejectForm desk={{ locale }} action={turnDown.bind(null, back)} code={book.code} />
      </div>
    </li>
  );
}

type RejectFormProps = { desk: Pick<Desk, "locale">; action: Parameters<typeof Form>[0]["action"]; code: string };

/** A reason its giver reads, behind a line, and the button. */
export function RejectForm({ desk: { locale }, action, code }: RejectFormProps) {
  const t = deskBookWords(locale);
  return (
    <Form action={action} gap={2} checkFields={deskWords(locale)("checkFields")}>
      <input type="hidden" name="code" value={code} />
      <FormDisclosure plain gap={2} summary={t("review.rejectOpen")}>
        <div className="line-form" data-fields="1">
          <FormField label={deskWords(locale)("reason")} name="reason" required maxLength={1000} />
          <SubmitButton kind="danger" size="small">
            {t("review.reject")}
          </SubmitButton>
        </div>
        <p className="hint">{t("review.reasonHint")}</p>
      </FormDisclosure>
    </Form>
  );
}
