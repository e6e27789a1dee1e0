/** The words of the fault page stand apart: it must work in the browser when everything else has failed. */
export const FAULT_WORDS = {
  uk: {
    title: "Щось пішло не так",
    text: "Це наша помилка, і вона вже записана. Ваші дані не пропали: спробуйте ще раз.",
    again: "Спробувати ще раз",
    home: "На головну",
  },
  en: {
    title: "Something went wrong",
    text: "This is our fault, and it has been recorded. Nothing of yours is lost: please try again.",
    again: "Try again",
    home: "Home page",
  },
} as const;
