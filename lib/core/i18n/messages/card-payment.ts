import { bilingual } from "../bilingual";

/** What stands on the provider's payment page and in the bank's statement. */
export const cardPaymentWords = bilingual({
  uk: {
    forBook: "Благодійний внесок: {fund} — за книгу «{book}» ({code})",
    plain: "Благодійний внесок: {fund} ({code})",
  },
  en: {
    forBook: "Donation to {fund} for “{book}” ({code})",
    plain: "Donation to {fund} ({code})",
  },
});
