import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  api: {
    invalid: "Запит не відповідає опису. Що саме — у полі errors.",
    notFound: "За цією адресою нічого немає.",
    methodNotAllowed: "За цією адресою так не звертаються. Можна: {methods}.",
    brokenJson: "Тіло запиту — не JSON у кодуванні UTF-8.",
    brokenUpload: "Не вдалося прочитати файл із запиту. Надішліть його полем file форми multipart/form-data.",
    brokenBody: "Тіло запиту обірвалося.",
    unsupportedType: "Такого типу вмісту тут не приймають. Підійде: {types}.",
    bodyTooLarge: "Тіло запиту завелике: щонайбільше {megabytes} МБ.",
    keyInvalid: "Idempotency-Key має від 1 до 255 видимих знаків латиниці.",
    seenNeeded:
      "Щоб повернути частину, додайте seenMinor (скільки можна було повернути, коли ви дивилися) або Idempotency-Key. Без них повторний запит повернув би гроші двічі.",
    fault: "Сталася помилка на нашому боці. Спробуйте ще раз.",
  },
} as const;

/** What can be wrong with a request before the product itself is asked. */
export const apiWords = bilingual({
  uk,
  en: {
    api: {
      invalid: "The request does not fit its description. See errors.",
      notFound: "There is nothing at this address.",
      methodNotAllowed: "This address does not take that method. It takes {methods}.",
      brokenJson: "The body is not JSON in UTF-8.",
      brokenUpload: "The file could not be read. Send it as the field “file” of multipart/form-data.",
      brokenBody: "The body broke off.",
      unsupportedType: "This content type is not taken here. It takes {types}.",
      bodyTooLarge: "The body is too large: at most {megabytes} MB.",
      keyInvalid: "An Idempotency-Key has 1 to 255 visible ASCII characters.",
      seenNeeded:
        "To give a part back, add seenMinor (what could be given back when you looked) or an Idempotency-Key. Without them, the same request again would send the money twice.",
      fault: "Something went wrong on our side. Please try again.",
    },
  },
});

export type ApiCode = KeyOf<typeof uk>;

const titles = {
  s400: "Запит не вдалося прочитати",
  s401: "Спершу потрібно назватися",
  s403: "Немає прав",
  s404: "Не знайдено",
  s405: "Такий метод тут не діє",
  s409: "Стан уже інший",
  s413: "Забагато даних",
  s415: "Такий тип даних не підходить",
  s422: "Так не вийде",
  s429: "Забагато запитів",
  s500: "Помилка на нашому боці",
} as const;

/** A problem's title, by its HTTP status. */
export const problemTitles = bilingual({
  uk: titles,
  en: {
    s400: "The request could not be read",
    s401: "Authentication is needed",
    s403: "Not allowed",
    s404: "Not found",
    s405: "Method not allowed",
    s409: "In conflict with the present state",
    s413: "Too large",
    s415: "Unsupported content type",
    s422: "Not acceptable as it stands",
    s429: "Too many requests",
    s500: "A fault on our side",
  },
});

/** The HTTP statuses a problem can have. */
export type ProblemStatus = NumberIn<KeyOf<typeof titles>>;
type NumberIn<Key> = Key extends `s${infer Status extends number}` ? Status : never;
