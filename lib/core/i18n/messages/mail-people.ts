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
    requisites_changing_watch: {
      after:
        "Якщо ви про цю зміну не знали або не впевнені в ній, одразу напишіть організаторам чи адміністраторові сервера: до цього часу її ще можна скасувати.",
      button: "Відкрити сторінку спільноти",
    },
    organizer_removed: {
      subject: "{person}: роль організатора знято",
      body: "У спільноті «{community}» стало на одного організатора менше: {person}. Хто зняв роль: {isOperator, select, yes {адміністратор сервера} other {{remover}}}.",
      after:
        "Якщо ви на це не чекали, перевірте, хто має ролі та чи не змінюють реквізити фонду: таку зміну можна скасувати впродовж доби.",
      button: "Переглянути людей і ролі",
    },
    organizer_removed_own: {
      subject: "Ви більше не організатор спільноти «{community}»",
      body: "З вас знято роль організатора у спільноті «{community}». Хто її зняв: {isOperator, select, yes {адміністратор сервера} other {{remover}}}.",
      after:
        "Якщо ви про це не домовлялися, одразу зв’яжіться з іншими організаторами, скарбником або адміністратором сервера: можливо, до чужого облікового запису потрапив хтось інший.",
      button: "Відкрити сторінку спільноти",
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
    requisites_changing_watch: {
      after:
        "If this is news to you, or you doubt it, write to the organizers or to the server’s administrator at once: until then it can still be cancelled.",
      button: "Open the community’s page",
    },
    organizer_removed: {
      subject: "{person} is no longer an organizer",
      body: "“{community}” has one organizer fewer: {person}. Who took the role away: {isOperator, select, yes {the server’s administrator} other {{remover}}}.",
      after:
        "If you did not expect this, check who has which role and whether the fund’s details are being changed: such a change can be cancelled within a day.",
      button: "View people and roles",
    },
    organizer_removed_own: {
      subject: "You are no longer an organizer of “{community}”",
      body: "Your role of an organizer of “{community}” was taken away. Who did it: {isOperator, select, yes {the server’s administrator} other {{remover}}}.",
      after:
        "If this was not agreed with you, write to the other organizers, the treasurer or the server’s administrator at once: somebody may have got into another person’s account.",
      button: "Open the community’s page",
    },
  },
} as const;
