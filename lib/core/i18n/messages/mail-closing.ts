/** What is written when a campaign is closed: thanks to whoever took part, and word to whoever still waited. Merged into the words of all e-mails. */
export const closingMail = {
  uk: {
    campaign_thanks: {
      subject:
        "{hasRaised, select, yes {Акцію «{campaign}» завершено: разом зібрали {raised}} other {Акцію «{campaign}» завершено. Дякуємо!}}",
      body: "Акцію «{campaign}» завершено. {part, select, gave {Дякуємо за книги, якими ви поділилися!} took {Дякуємо за ваш внесок!} other {Дякуємо за книги, якими ви поділилися, і за ваш внесок!}}{hasRaised, select, yes { {exchanged, plural, =0 {Разом ми зібрали {raised}.} one {Разом ми зібрали {raised}, і # книга знайшла читача.} few {Разом ми зібрали {raised}, і # книги знайшли читачів.} many {Разом ми зібрали {raised}, і # книг знайшли читачів.} other {Разом ми зібрали {raised}, і # книги знайшли читачів.}}} other {}}",
      after:
        "{leftover, select, one {Ваша книга цього разу лишилася без читача. Якщо хочете її забрати, зніміть її з каталогу на своїй сторінці. Якщо ні, нічого робити не треба: організатори зможуть запропонувати її в наступній акції.} several {Кілька ваших книг цього разу лишилися без читача. Якщо хочете їх забрати, зніміть їх із каталогу на своїй сторінці. Якщо ні, нічого робити не треба: організатори зможуть запропонувати їх у наступній акції.} other {}}",
      button: "Підсумки акції",
    },
    campaign_thanks_left: { another: "Мої книги" },
    wait_lapsed_over: {
      subject: "Акцію завершено: черги за книгою «{book}» більше немає",
      body: "Ви стояли в черзі за книгою «{book}». Акцію «{campaign}» завершено, тож нових бронювань у ній немає, і черга теж завершилася. Дякуємо, що чекали!",
      after: "Якщо книга лишиться без читача, її можуть запропонувати в наступній акції спільноти «{community}».",
      button: "Переглянути",
    },
  },
  en: {
    campaign_thanks: {
      subject:
        "{hasRaised, select, yes {“{campaign}” is over: together we raised {raised}} other {“{campaign}” is over. Thank you!}}",
      body: "“{campaign}” is over. {part, select, gave {Thank you for the books you shared!} took {Thank you for your donation!} other {Thank you for the books you shared, and for your donation!}}{hasRaised, select, yes { {exchanged, plural, =0 {Together we raised {raised}.} one {Together we raised {raised}, and # book found its reader.} other {Together we raised {raised}, and # books found their readers.}}} other {}}",
      after:
        "{leftover, select, one {Your book has found no reader this time. If you want it back, take it out of the catalog on your page. If not, there is nothing to do: the organizers can offer it in the next campaign.} several {Some of your books have found no reader this time. If you want them back, take them out of the catalog on your page. If not, there is nothing to do: the organizers can offer them in the next campaign.} other {}}",
      button: "How the campaign ended",
    },
    campaign_thanks_left: { another: "My books" },
    wait_lapsed_over: {
      subject: "The campaign is over, and so is the waiting list for “{book}”",
      body: "You stood in line for “{book}”. “{campaign}” is over: there are no new reservations in it, and the line has ended too. Thank you for waiting!",
      after: "If the book finds no reader, it may be offered in the next campaign of “{community}”.",
      button: "Have a look",
    },
  },
} as const;
