import { bilingual } from "../bilingual";

const uk = {
  title: "Донори акції «{campaign}»",
  heading: "Донори",
  lead: "Тут названо тих, хто цього захотів. Дякуємо всім однаково: сум і місць у цьому списку немає.",
  unnamed:
    "{count, plural, one {І ще # людина зробила внесок, не називаючи себе.} few {І ще # людини зробили внесок, не називаючи себе.} many {І ще # людей зробили внесок, не називаючи себе.} other {І ще # людини зробили внесок, не називаючи себе.}}",
  onlyUnnamed:
    "{count, plural, one {# людина зробила внесок, не називаючи себе. Дякуємо!} few {# людини зробили внесок, не називаючи себе. Дякуємо!} many {# людей зробили внесок, не називаючи себе. Дякуємо!} other {# людини зробили внесок, не називаючи себе. Дякуємо!}}",
  empty: "Поки що тут нікого немає",
  emptyText: "Ваше ім’я може стати першим: його можна додати на сторінці свого внеску, коли його зарахують.",
  emptyNames: "Поки що ніхто себе не назвав",
  toCatalog: "До книг акції",
  more: "Показати ще",
  back: "До початку списку",
  link: "Хто допоміг: список донорів",
} as const;

/** The public list of a campaign's donors. */
export const donorsWords = bilingual({
  uk,
  en: {
    title: "Donors of “{campaign}”",
    heading: "Donors",
    lead: "These are the people who chose to be named. We thank everyone alike: this list has no amounts and no ranks.",
    unnamed:
      "{count, plural, one {And # more person has given without a name.} other {And # more people have given without a name.}}",
    onlyUnnamed:
      "{count, plural, one {# person has given without a name. Thank you!} other {# people have given without a name. Thank you!}}",
    empty: "Nobody is here yet",
    emptyText: "Your name can be the first: you can add it on the page of your own donation once that has arrived.",
    emptyNames: "Nobody has chosen to be named yet",
    toCatalog: "To the campaign’s books",
    more: "Show more",
    back: "To the beginning of the list",
    link: "Who has helped: the list of donors",
  },
});
