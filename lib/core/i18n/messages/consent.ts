import { bilingual } from "../bilingual";

const uk = {
  label: "Чи впізнавати вас",
  ask: "Можна впізнавати ваш браузер 30 днів? Так видно, які дописи приводять людей, навіть якщо вони повертаються згодом. Усе працює і без цього.",
  more: "Докладніше",
  yes: "Так, можна",
  no: "Ні, не треба",
  saidYes: "Дякуємо. Впізнаватимемо 30 днів; передумати можна на сторінці «Гроші й дані».",
  saidNo: "Гаразд, не впізнаватимемо. Передумати можна на сторінці «Гроші й дані».",
} as const;

/** The question whether a browser may be recognised. */
export const consentWords = bilingual({
  uk,
  en: {
    label: "Whether to recognise you",
    ask: "May we recognise your browser for 30 days? It shows which posts bring people, even when they come back later. Everything works without it, too.",
    more: "Read more",
    yes: "Yes, you may",
    no: "No, do not",
    saidYes: "Thank you. We will recognise it for 30 days; you can change your mind on the page “Money and data”.",
    saidNo: "All right, we will not. You can change your mind on the page “Money and data”.",
  },
});
