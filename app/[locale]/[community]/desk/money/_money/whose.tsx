import { Anchor } from "@/app/_ui/link";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import type { DeskDonation } from "@/lib/donations/desk-rows";

type Row = Pick<DeskDonation, "donor" | "book">;

/** Who gave; a line of a statement that nobody could be found for has no donor. */
export function donorName(locale: Locale, { donor }: Pick<Row, "donor">): string {
  return donor ? nameOf(locale, donor.name) : deskMoneyWords(locale)("unknownDonor");
}

/** The book it was given for, if it was for one. */
export function bookTitle(locale: Locale, { book }: Pick<Row, "book">): string {
  return book?.title ?? deskMoneyWords(locale)("noBook");
}

/** The donor's name, to write to. */
export function DonorLink({ locale, row }: { locale: Locale; row: Pick<Row, "donor"> }) {
  const name = donorName(locale, row);
  return row.donor?.email ? <a href={`mailto:${row.donor.email}`}>{name}</a> : name;
}

/** The book's title, leading to its desk page for those who may open it. */
export function BookLink({ locale, row, href }: { locale: Locale; row: Pick<Row, "book">; href: string | undefined }) {
  const title = bookTitle(locale, row);
  return href && row.book ? <Anchor href={href}>{title}</Anchor> : title;
}
