import { bilingual, type KeyOf } from "../bilingual";

const uk = {
  topic: {
    "project-management": "Управління проєктами",
    agile: "Agile",
    leadership: "Лідерство",
    product: "Продукт",
    business: "Бізнес",
    "soft-skills": "Гнучкі навички",
    psychology: "Психологія",
    technology: "Технології",
    fiction: "Художня література",
    other: "Інше",
  },
  condition: { new: "Нова", "like-new": "Як нова", good: "Добрий стан", fair: "Зачитана" },
  state: {
    draft: "Чернетка",
    pending_review: "На перевірці",
    available: "Вільна",
    taken: "Зайнята",
    reserved: "Заброньована",
    exchanged: "Обміняна",
    handed_over: "У нового читача",
    withdrawn: "Знята",
    rejected: "Відхилена",
  },
  campaignStatus: { draft: "Чернетка", open: "Триває", closed: "Завершена" },
  languageUnknown: "Мову не вказано",
} as const;

/** The names of what the catalog keeps as keys: topics, conditions, states of a book, for every page and letter. */
export const catalogNames = bilingual({
  uk,
  en: {
    topic: {
      "project-management": "Project management",
      agile: "Agile",
      leadership: "Leadership",
      product: "Product",
      business: "Business",
      "soft-skills": "Soft skills",
      psychology: "Psychology",
      technology: "Technology",
      fiction: "Fiction",
      other: "Other",
    },
    condition: { new: "New", "like-new": "Like new", good: "Good", fair: "Well read" },
    state: {
      draft: "Draft",
      pending_review: "In review",
      available: "Available",
      taken: "Taken",
      reserved: "Reserved",
      exchanged: "Exchanged",
      handed_over: "With its new reader",
      withdrawn: "Withdrawn",
      rejected: "Rejected",
    },
    campaignStatus: { draft: "Draft", open: "Running", closed: "Closed" },
    languageUnknown: "Language not given",
  },
});

export type CatalogName = KeyOf<typeof uk>;
