import { bilingual } from "../bilingual";

/** What a promo made from a template begins with. All of it is there to be changed. */
export const promoTemplateWords = bilingual({
  uk: {
    initiative: {
      audience: "Люди поза нашою спільнотою, яким близька тема ініціативи: колеги з інших компаній, друзі учасників.",
      keyMessage: "Долучитися просто: оберіть книгу, зробіть внесок у фонд, і книга ваша.",
      reportFormat:
        "Одна сторінка: ціль і результат, ліди, учасники ззовні, книги й сума, числа кожного розміщення, чого навчилися.",
      titles: {
        "story-1": "Що ми робимо разом",
        "story-2": "Книги, які вже зібрано",
        "story-3": "Люди, які віддали свої книги",
        "story-4": "Запрошення з посиланням",
        "group-post-1": "Допис у групі про каталог",
        "story-reserve": "Резервна сторіс: лишилося кілька днів",
      },
      texts: {
        "story-1": "Ми віддаємо прочитані книги тим, кому вони потрібні, — за внесок у благодійний фонд.",
        "story-2": "Книги зі спільноти вже чекають на нових читачів.",
        "story-3": "Кожну книгу хтось уже прочитав і радить далі.",
        "story-4": "Оберіть свою книгу.",
        "group-post-1":
          "Ми зібрали каталог книг, які спільнота готова віддати. Оберіть книгу, зробіть внесок у фонд, і вона ваша. Маєте що віддати? Додайте й свою.",
        "story-reserve": "Ще можна встигнути: каталог відкритий останні дні.",
      },
      sticker: "До каталогу",
      lines: {
        early: "Вийде резервна сторіс, а дописом поділяться лідери спільноти.",
        late: "Нагадати в групі й у сторіс, скільки книг ще вільні.",
      },
    },
    event: {
      audience: "Люди, яким тема заходу допоможе в роботі: члени спільноти та їхні колеги.",
      keyMessage: "За один вечір ви заберете щось, що можна застосувати наступного ж дня.",
      reportFormat:
        "Одна сторінка: реєстрації проти цілі, скільки прийшло, вартість однієї реєстрації, числа кожного розміщення, чого навчилися.",
      titles: {
        announcement: "Анонс заходу",
        "group-announcement": "Анонс у групі",
        speaker: "Хто виступає",
        "reminder-3": "Нагадування за три дні",
        "reminder-1": "Нагадування за день",
        day: "Сьогодні",
        after: "Після заходу: подяка й матеріали",
        reserve: "Резервний допис: чому варто прийти",
      },
      texts: {
        announcement: "Запрошуємо на захід. Реєстрація вже відкрита.",
        "group-announcement": "Друзі, запрошуємо на захід спільноти. Реєструйтеся й кличте колег.",
        speaker: "Знайомтеся: хто ділитиметься досвідом.",
        "reminder-3": "До заходу три дні. Ще є місця.",
        "reminder-1": "Побачимося завтра!",
        day: "Починаємо сьогодні.",
        after: "Дякуємо всім, хто прийшов! Ділимося матеріалами.",
        reserve: "Три причини прийти, навіть якщо вечір обіцяє бути довгим.",
      },
      lines: { short: "Резервний допис, особисті запрошення й ще одна серія сторіс." },
    },
    achievement: {
      audience: "Члени спільноти, керівники компанії та люди, які ще думають, чи долучитися.",
      keyMessage: "Ми зробили це разом, і наступного разу можете долучитися й ви.",
      reportFormat:
        "Одна сторінка: охоплення, залученість, відвідувачі сторінки, числа кожного розміщення, чого навчилися.",
      titles: {
        result: "Допис про результат",
        people: "Люди, які це зробили",
        thanks: "Подяка тим, хто дав книги й донати",
        carousel: "Карусель фото",
        reserve: "Запасний допис: історія однієї книги",
      },
      texts: {
        result: "Ми це зробили. Ось що вийшло — у числах.",
        people: "За кожним числом — люди. Знайомтеся.",
        thanks: "Дякуємо кожному, хто віддав книгу чи зробив внесок.",
        carousel: "Як це було: найтепліші світлини.",
        reserve: "Історія однієї книги, яка знайшла нового читача.",
      },
      lines: {
        quiet: "Попросити лідерів спільноти поділитися дописом. Поставте тут середнє охоплення останніх п’яти дописів.",
      },
    },
  },
  en: {
    initiative: {
      audience:
        "People outside our community who care about the initiative’s subject: colleagues of other companies, friends of members.",
      keyMessage: "Joining is simple: choose a book, donate to the fund, and the book is yours.",
      reportFormat:
        "One page: goal and result, leads, participants from outside, books and the sum, the numbers of each placement, what we learned.",
      titles: {
        "story-1": "What we do together",
        "story-2": "The books collected so far",
        "story-3": "The people who gave their books",
        "story-4": "The invitation with a link",
        "group-post-1": "A post in the group about the catalog",
        "story-reserve": "Reserve story: a few days left",
      },
      texts: {
        "story-1": "We give the books we have read to those who need them, for a donation to a charity fund.",
        "story-2": "The community’s books wait for new readers.",
        "story-3": "Somebody has read and recommends every one of these books.",
        "story-4": "Choose your book.",
        "group-post-1":
          "We collected a catalog of books the community is ready to give. Choose a book, donate to the fund, and it is yours. Have one to give? Add it.",
        "story-reserve": "There is still time: the catalog is open for the last few days.",
      },
      sticker: "To the catalog",
      lines: {
        early: "The reserve story goes out, and the community’s leaders share the post.",
        late: "A reminder in the group and in stories of how many books are still free.",
      },
    },
    event: {
      audience: "People whose work the event’s subject will help: members of the community and their colleagues.",
      keyMessage: "In one evening you get something you can use the very next day.",
      reportFormat:
        "One page: registrations against the target, how many came, the cost of a registration, the numbers of each placement, what we learned.",
      titles: {
        announcement: "Announcement of the event",
        "group-announcement": "Announcement in the group",
        speaker: "Who speaks",
        "reminder-3": "Reminder three days before",
        "reminder-1": "Reminder the day before",
        day: "Today",
        after: "After the event: thanks and materials",
        reserve: "Reserve post: why it is worth coming",
      },
      texts: {
        announcement: "You are invited to our event. Registration is open.",
        "group-announcement": "Friends, come to the community’s event. Sign up and bring your colleagues.",
        speaker: "Meet the people who will share what they know.",
        "reminder-3": "Three days to go. There are places left.",
        "reminder-1": "See you tomorrow!",
        day: "We begin today.",
        after: "Thank you to everyone who came! Here are the materials.",
        reserve: "Three reasons to come, even if the evening promises to be long.",
      },
      lines: { short: "The reserve post, personal invitations and one more set of stories." },
    },
    achievement: {
      audience: "Members of the community, the company’s management and people who still wonder whether to join.",
      keyMessage: "We did it together, and next time you can join, too.",
      reportFormat:
        "One page: reach, engagement, visitors of the page, the numbers of each placement, what we learned.",
      titles: {
        result: "A post about the result",
        people: "The people who did it",
        thanks: "Thanks to those who gave books and donations",
        carousel: "A carousel of photos",
        reserve: "Spare post: the story of one book",
      },
      texts: {
        result: "We did it. Here is what came of it, in numbers.",
        people: "Behind every number there are people. Meet them.",
        thanks: "Thank you to everyone who gave a book or donated.",
        carousel: "How it was: the warmest pictures.",
        reserve: "The story of one book that found a new reader.",
      },
      lines: {
        quiet: "Ask the community’s leaders to share the post. Put the average reach of the last five posts here.",
      },
    },
  },
});
