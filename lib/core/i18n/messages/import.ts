import { bilingual, type KeyOf } from "../bilingual";

/** Why a row of an imported file was rejected, or what was mended in it. One sentence per reason. */
const uk = {
  import: {
    // rejected
    titleEmpty: "Немає назви.",
    titleTooLong: "Назва довша за {max} знаків ({length}).",
    fieldTooLong: "Стовпець «{column}» задовгий: щонайбільше {max} знаків.",
    tooManyAuthors: "Авторів забагато: щонайбільше {max}.",
    isbnWrongCheckDigit:
      "Контрольна цифра ISBN не сходиться: мала б бути {expected}. Перевірте цифри «{group}», виправте або очистьте поле.",
    amountNegative: "Мінімальний внесок від’ємний.",
    amountTooLarge: "Мінімальний внесок завеликий. Перевірте, чи немає зайвих нулів.",
    nulByte: "У рядку є нульові байти: файл пошкоджено.",
    lettersBroken: "Частину літер не вдалося прочитати. Збережіть файл у кодуванні UTF-8.",
    wrongColumns:
      "У рядку {cells, plural, one {# стовпець} few {# стовпці} many {# стовпців} other {# стовпця}}, а в заголовку {columns}.",
    headerRepeated: "Це повторений заголовок, а не книга.",
    quoteNeverClosed: "Лапки відкрито, але не закрито: рядок і все після нього не прочитано.",
    // accepted, with a warning
    isbnConverted: "ISBN-10 перетворено на {isbn}.",
    isbnPadded: "ISBN втратив нулі на початку, відновлено {isbn}.",
    isbnRestored: "ISBN відновлено з округленого числа: {isbn}.",
    isbnTidied: "ISBN прочитано як {isbn}.",
    isbnScientific: "Цифри ISBN втрачено (запис на зразок 9.78E+12). Книгу взято без ISBN.",
    isbnDate: "У полі ISBN дата. Книгу взято без ISBN.",
    isbnNotBook: "У полі ISBN штрихкод іншого товару. Книгу взято без ISBN.",
    isbnNotIsbn: "У полі ISBN не ISBN. Книгу взято без ISBN.",
    isbnsDisagree: "Два стовпці ISBN називають різні книги. Книгу взято без ISBN.",
    isbnOneWrong: "В одному зі стовпців ISBN не сходиться контрольна цифра. Взято {isbn} з іншого.",
    languageRead: "Мову прочитано як {language}.",
    languageUnknown: "Такої мови не знаємо. Мову не вказано.",
    yearRead: "Рік прочитано як {year}.",
    yearDropped: "Рік не схожий на рік видання. Рік не вказано.",
    amountRead: "Мінімальний внесок прочитано як {amount}.",
    amountZero: "Внесок нульовий. Діятиме мінімальний внесок акції.",
    amountUnreadable: "Внесок не вдалося прочитати. Діятиме мінімальний внесок акції.",
    categoryUnknown: "Такої теми немає, взято «інше».",
    conditionUnknown: "Такого стану немає, взято «добрий».",
    formulaKept: "Текст схожий на формулу. Його збережено як текст.",
    markupKept: "У тексті є розмітка. Її збережено як текст.",
    invisibleRemoved: "Вилучено невидимі або службові знаки.",
    lettersComposed: "Літери, складені з двох знаків, зведено в один.",
    linesJoined: "Розриви рядка замінено пропусками.",
  },
} as const;

export const importWords = bilingual({
  uk,
  en: {
    import: {
      titleEmpty: "There is no title.",
      titleTooLong: "The title is longer than {max} characters ({length}).",
      fieldTooLong: "The column “{column}” is too long: at most {max} characters.",
      tooManyAuthors: "Too many authors: at most {max}.",
      isbnWrongCheckDigit:
        "The ISBN’s check digit does not fit: it would have to be {expected}. Check the digits “{group}”, then correct or clear the field.",
      amountNegative: "The minimum donation is negative.",
      amountTooLarge: "The minimum donation is too large. Check for extra zeros.",
      nulByte: "The row holds NUL bytes: the file is damaged.",
      lettersBroken: "Some letters could not be read. Save the file as UTF-8.",
      wrongColumns: "The row has {cells, plural, one {# column} other {# columns}}, the header {columns}.",
      headerRepeated: "This is the header once more, not a book.",
      quoteNeverClosed: "A quotation mark was opened and never closed: this row and everything after it was not read.",
      isbnConverted: "The ISBN-10 was converted to {isbn}.",
      isbnPadded: "The ISBN had lost its leading zeros; restored as {isbn}.",
      isbnRestored: "The ISBN was restored from a rounded number: {isbn}.",
      isbnTidied: "The ISBN was read as {isbn}.",
      isbnScientific: "The ISBN’s digits are lost (written like 9.78E+12). The book was taken without an ISBN.",
      isbnDate: "The ISBN field holds a date. The book was taken without an ISBN.",
      isbnNotBook: "The ISBN field holds the barcode of something else. The book was taken without an ISBN.",
      isbnNotIsbn: "The ISBN field holds no ISBN. The book was taken without one.",
      isbnsDisagree: "The two ISBN columns name different books. The book was taken without an ISBN.",
      isbnOneWrong: "The check digit in one of the ISBN columns does not fit. Took {isbn} from the other.",
      languageRead: "The language was read as {language}.",
      languageUnknown: "We do not know this language. The language is left open.",
      yearRead: "The year was read as {year}.",
      yearDropped: "This is not a likely year of publication. The year is left open.",
      amountRead: "The minimum donation was read as {amount}.",
      amountZero: "The donation is zero. The campaign’s minimum will apply.",
      amountUnreadable: "The donation could not be read. The campaign’s minimum will apply.",
      categoryUnknown: "There is no such topic; “other” was taken.",
      conditionUnknown: "There is no such condition; “good” was taken.",
      formulaKept: "The text looks like a formula. It was kept as text.",
      markupKept: "The text holds markup. It was kept as text.",
      invisibleRemoved: "Invisible or control characters were removed.",
      lettersComposed: "Letters made of two characters were put together.",
      linesJoined: "Line breaks were replaced with spaces.",
    },
  },
});

export type ImportCode = KeyOf<typeof uk>;
