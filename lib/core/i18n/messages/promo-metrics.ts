import { bilingual } from "../bilingual";

/** The metrics of promos: their names, what each counts, and amounts of them. `count` is the number as it is written, `value` decides the plural. */
export const promoMetricWords = bilingual({
  uk: {
    name: {
      leads: "Ліди",
      claims: "Бронювання",
      exchanged: "Обміняні книги",
      raised: "Зібрано",
      listed: "Книги в каталозі",
      "outside-participants": "Учасники ззовні",
      registrations: "Реєстрації",
      attended: "Прийшли на захід",
      "group-members": "Учасники групи",
      reach: "Охоплення",
      engagement: "Залученість",
      "page-visits": "Відвідувачі сторінки",
      "time-on-page": "Час на сторінці",
      views: "Перегляди",
    },
    means: {
      leads: "Різні люди, які після переходу за посиланням промо щось зробили, і ті, кого записано вручну.",
      claims: "Бронювання людей, яких привело промо.",
      exchanged: "Книги, за які донат людей від промо вже зараховано.",
      raised: "Зараховані донати людей від промо без повернень.",
      listed: "Книги, що з’явилися в каталозі за час промо.",
      "outside-participants": "Люди не зі спільноти, які дали книгу або чий донат зараховано.",
      registrations: "Скільки людей зареєструвалося на захід.",
      attended: "Скільки людей справді прийшло.",
      "group-members": "На скільки людей побільшало в групі.",
      reach: "Скільки різних облікових записів побачило дописи.",
      engagement: "Реакції, коментарі, поширення й відповіді разом.",
      "page-visits": "Різні відвідувачі, які перейшли за посиланнями промо.",
      "time-on-page": "Скільки секунд людина в середньому проводить на сторінці.",
      views: "Скільки разів дописи показано або програно.",
    },
    amount: {
      leads: "{value, plural, one {{count} лід} few {{count} ліди} many {{count} лідів} other {{count} ліда}}",
      claims:
        "{value, plural, one {{count} бронювання} few {{count} бронювання} many {{count} бронювань} other {{count} бронювання}}",
      exchanged:
        "{value, plural, one {{count} обміняна книга} few {{count} обміняні книги} many {{count} обміняних книг} other {{count} обміняної книги}}",
      listed: "{value, plural, one {{count} книга} few {{count} книги} many {{count} книг} other {{count} книги}}",
      "outside-participants":
        "{value, plural, one {{count} учасник ззовні} few {{count} учасники ззовні} many {{count} учасників ззовні} other {{count} учасника ззовні}}",
      registrations:
        "{value, plural, one {{count} реєстрація} few {{count} реєстрації} many {{count} реєстрацій} other {{count} реєстрації}}",
      attended:
        "{value, plural, one {{count} людина} few {{count} людини} many {{count} людей} other {{count} людини}}",
      "group-members":
        "{value, plural, one {{count} учасник} few {{count} учасники} many {{count} учасників} other {{count} учасника}}",
      reach:
        "{value, plural, one {охоплення {count} людини} few {охоплення {count} людей} many {охоплення {count} людей} other {охоплення {count} людини}}",
      engagement:
        "{value, plural, one {{count} взаємодія} few {{count} взаємодії} many {{count} взаємодій} other {{count} взаємодії}}",
      "page-visits":
        "{value, plural, one {{count} відвідувач} few {{count} відвідувачі} many {{count} відвідувачів} other {{count} відвідувача}}",
      "time-on-page": "{count} с",
      views:
        "{value, plural, one {{count} перегляд} few {{count} перегляди} many {{count} переглядів} other {{count} перегляду}}",
    },
  },
  en: {
    name: {
      leads: "Leads",
      claims: "Claims",
      exchanged: "Books exchanged",
      raised: "Raised",
      listed: "Books listed",
      "outside-participants": "Participants from outside",
      registrations: "Registrations",
      attended: "Attended",
      "group-members": "Group members",
      reach: "Reach",
      engagement: "Engagement",
      "page-visits": "Page visitors",
      "time-on-page": "Time on page",
      views: "Views",
    },
    means: {
      leads: "Different people who did something after following a link of the promo, and those entered by hand.",
      claims: "Claims of people the promo brought.",
      exchanged: "Books for which a donation of people from the promo is confirmed.",
      raised: "Confirmed donations of people from the promo, less refunds.",
      listed: "Books that came into the catalog while the promo ran.",
      "outside-participants": "People from outside the community who gave a book or whose donation is confirmed.",
      registrations: "How many people signed up for the event.",
      attended: "How many people really came.",
      "group-members": "By how many people the group grew.",
      reach: "How many different accounts saw the posts.",
      engagement: "Reactions, comments, shares and replies together.",
      "page-visits": "Different visitors who followed the promo’s links.",
      "time-on-page": "How many seconds a person spends on the page on average.",
      views: "How often the posts were shown or played.",
    },
    amount: {
      leads: "{value, plural, one {{count} lead} other {{count} leads}}",
      claims: "{value, plural, one {{count} claim} other {{count} claims}}",
      exchanged: "{value, plural, one {{count} book exchanged} other {{count} books exchanged}}",
      listed: "{value, plural, one {{count} book} other {{count} books}}",
      "outside-participants":
        "{value, plural, one {{count} participant from outside} other {{count} participants from outside}}",
      registrations: "{value, plural, one {{count} registration} other {{count} registrations}}",
      attended: "{value, plural, one {{count} person} other {{count} people}}",
      "group-members": "{value, plural, one {{count} member} other {{count} members}}",
      reach: "{value, plural, one {reach of {count} person} other {reach of {count} people}}",
      engagement: "{value, plural, one {{count} interaction} other {{count} interactions}}",
      "page-visits": "{value, plural, one {{count} visitor} other {{count} visitors}}",
      "time-on-page": "{count} s",
      views: "{value, plural, one {{count} view} other {{count} views}}",
    },
  },
});
