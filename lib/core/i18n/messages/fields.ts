import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  fields: {
    required: "Заповніть це поле.",
    check: "Перевірте це поле.",
    amount: "Вкажіть суму цифрами, наприклад 350 або 350,50.",
    email: "Вкажіть одну адресу, наприклад olena@example.org.",
    code: "Код — це шість цифр із листа.",
    consent: "Без вашої згоди ми не можемо зберегти ці дані.",
    tooLong: "Забагато символів: щонайбільше {max}.",
    isbnWrongDigit: "Контрольна цифра ISBN не сходиться. Перевірте групу «{group}»: наприкінці мало б бути {expected}.",
    isbnNotBook: "Це штрихкод іншого товару: ISBN починається з 978 або 979.",
    isbn: "ISBN має 10 або 13 цифр. Якщо його немає, залиште поле порожнім.",
    place: "Вкажіть місто або оберіть пункт видачі.",
    url: "Вкажіть повну адресу, що починається з https://.",
    iban: "IBAN не сходиться. Перевірте цифри.",
    edrpou: "Код ЄДРПОУ має 8 цифр.",
    slug: "Лише малі латинські літери, цифри й дефіси.",
    date: "Вкажіть дату.",
    dates: "Кінець має бути пізніше за початок.",
    phone: "Вкажіть номер телефону, наприклад +380 67 123 45 67.",
    telegram: "Вкажіть ім’я в Telegram, наприклад @olena_knyha.",
    reference: "Вкажіть номер операції з виписки.",
    choose: "Оберіть один із варіантів.",
  },
} as const;

/** What is wrong with one field of a form. Keys are the messages zod schemas carry. */
export const fields = bilingual({
  uk,
  en: {
    fields: {
      required: "Fill in this field.",
      check: "Check this field.",
      amount: "Enter an amount in digits, such as 350 or 350.50.",
      email: "Enter one address, such as olena@example.org.",
      code: "The code is the six digits from the e-mail.",
      consent: "We cannot keep these details without your consent.",
      tooLong: "Too many characters: at most {max}.",
      isbnWrongDigit: "The ISBN’s check digit is off. Check the group “{group}”: it should end in {expected}.",
      isbnNotBook: "This is the barcode of something else: an ISBN begins with 978 or 979.",
      isbn: "An ISBN has 10 or 13 digits. Leave the field empty if there is none.",
      place: "Give a city or choose a pick-up point.",
      url: "Enter a full address that begins with https://.",
      iban: "The IBAN does not add up. Check its digits.",
      edrpou: "An EDRPOU code has 8 digits.",
      slug: "Only small Latin letters, digits and hyphens.",
      date: "Enter a date.",
      dates: "The end must come after the beginning.",
      phone: "Enter a phone number, such as +380 67 123 45 67.",
      telegram: "Enter a Telegram name, such as @olena_knyha.",
      reference: "Enter the operation’s number from the statement.",
      choose: "Choose one of the options.",
    },
  },
});

export type FieldCode = KeyOf<typeof uk>;
