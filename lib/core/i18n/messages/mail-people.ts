/** What organizers are written about each other and about where the money goes. Merged into the words of all e-mails. */
export const peopleMail = {
  uk: {
    organizer_proposed: {
      subject: "{person}: пропонують в організатори",
      body: "{proposer} пропонує зробити організатором спільноти «{community}» ще одну людину: {person}. Організатор бачить людей, книги й гроші та змінює налаштування. Потрібна ваша згода.",
      after: "Погоджуйте, лише якщо знаєте цю людину й справді чекали на таку пропозицію. Якщо ні, відхиліть.",
      button: "Переглянути пропозицію",
    },
    requisites_changing: {
      subject: "Реквізити фонду в акції «{campaign}» зміняться {until}",
      body: "{requester} змінює реквізити, на які надходять внески акції «{campaign}». Нові почнуть діяти {until}, а до того внески йдуть за старими.",
      after:
        "Якщо ця зміна помилкова або ви про неї не знали, скасуйте її до цього часу: це може зробити будь-який організатор.",
      button: "Переглянути й скасувати",
    },
  },
  en: {
    organizer_proposed: {
      subject: "{person} is proposed as an organizer",
      body: "{proposer} proposes {person} as an organizer of “{community}”: an organizer sees people, books and money, and changes settings. Your agreement is needed.",
      after: "Agree only if you know this person and expected the proposal. If not, decline.",
      button: "View the proposal",
    },
    requisites_changing: {
      subject: "The fund’s details in “{campaign}” will change on {until}",
      body: "{requester} is changing where the donations of “{campaign}” go. The new details hold from {until}; until then donations go by the old ones.",
      after: "If this is a mistake, or news to you, cancel it before then: any organizer can.",
      button: "View and cancel",
    },
  },
} as const;
