import { describe, expect, test } from "vitest";
import { type Checked, checkContent, passes } from "@/lib/promos/check/check";
import { firstSigns, hashtagsIn, lengthOf, linksIn } from "@/lib/promos/check/count";
import type { Medium } from "@/lib/promos/check/media";
import { FORMATS, formatSpec, RULE_NAMES, withOverrides } from "@/lib/promos/check/specs";

const FAMILY = "👨‍👩‍👧‍👦"; // four people joined into one sign: 11 units
const FLAG = "🇺🇦"; // two letters that make a flag: 4 units
const E_ACUTE = "e\u0301"; // a letter and its mark

const picture = (width: number, height: number, more: Partial<Medium> = {}): Medium => ({
  type: "image/jpeg",
  bytes: 500_000,
  width,
  height,
  seconds: null,
  alt: "Книги на столі",
  ...more,
});
const film = (seconds: number | null, more: Partial<Medium> = {}): Medium =>
  picture(1080, 1920, { type: "video/mp4", seconds, alt: "", ...more });
const STORY = [picture(1080, 1920)];
const SQUARE = [picture(1080, 1080)];

function verdictsIn(place: string, content: Partial<Checked>) {
  const [network = "", format = ""] = place.split("/");
  const spec = formatSpec(network, format);
  if (!spec) throw new Error(`no rules for ${place}`);
  const whole = { text: "", title: "", sticker: "", hasLink: false, media: [], ...content };
  return checkContent(spec, whole).map(({ rule, level, place: nth }) => `${level} ${rule}${nth ? ` ${nth}` : ""}`);
}

type Row = [what: string, place: string, content: Partial<Checked>, verdicts: string[]];

describe("the content check says of", () => {
  test.each<Row>([
    // Instagram stories
    ["a story that fits", "instagram/story", { media: STORY }, []],
    ["a story without anything", "instagram/story", {}, ["hard mediaMin"]],
    ["two pictures in a story", "instagram/story", { media: [...STORY, ...STORY] }, ["hard mediaMax"]],
    [
      "an address in a story's text",
      "instagram/story",
      { media: STORY, text: "Книги: https://example.org/b" },
      ["hard links"],
    ],
    ["a bare name of a site", "instagram/story", { media: STORY, text: "Дивіться example.com.ua" }, ["hard links"]],
    [
      "words with dots that are no address",
      "instagram/story",
      { media: STORY, text: "книги, журнали і т.д. та ін." },
      [],
    ],
    ["an e-mail address", "instagram/story", { media: STORY, text: "Пишіть на knyhy@example.org" }, []],
    ["a link whose sticker says nothing", "instagram/story", { media: STORY, hasLink: true }, ["advice links"]],
    [
      "a link with words on its sticker",
      "instagram/story",
      { media: STORY, hasLink: true, sticker: "Обрати книгу" },
      [],
    ],
    ["a sticker at its limit", "instagram/story", { media: STORY, sticker: "ї".repeat(40) }, []],
    ["a sticker one sign above", "instagram/story", { media: STORY, sticker: "ї".repeat(41) }, ["advice stickerMax"]],
    ["forty families on a sticker", "instagram/story", { media: STORY, sticker: FAMILY.repeat(40) }, []],
    ["a square picture in a story", "instagram/story", { media: SQUARE }, ["advice ratio 1", "advice heightMin 1"]],
    ["a story within the tolerance", "instagram/story", { media: [picture(1080, 1910)] }, []],
    ["a story just too short", "instagram/story", { media: [picture(1080, 1890)] }, ["advice ratio 1"]],
    ["a story of the least size", "instagram/story", { media: [picture(720, 1280)] }, []],
    [
      "a story a pixel smaller",
      "instagram/story",
      { media: [picture(719, 1279)] },
      ["advice widthMin 1", "advice heightMin 1"],
    ],
    [
      "a WebP in a story",
      "instagram/story",
      { media: [picture(1080, 1920, { type: "image/webp" })] },
      ["hard mediaTypes 1"],
    ],
    ["a picture of 30 MB", "instagram/story", { media: [picture(1080, 1920, { bytes: 30_000_000 })] }, []],
    [
      "a picture of a byte more",
      "instagram/story",
      { media: [picture(1080, 1920, { bytes: 30_000_001 })] },
      ["hard imageMb 1"],
    ],
    ["a film of a minute", "instagram/story", { media: [film(60)] }, []],
    ["a film of a second more", "instagram/story", { media: [film(61)] }, ["hard secondsMax 1"]],
    ["a film nobody could measure", "instagram/story", { media: [film(null, { width: null, height: null })] }, []],
    [
      "a picture nobody described",
      "instagram/story",
      { media: [picture(1080, 1920, { alt: "  " })] },
      ["advice alt 1"],
    ],
    // Instagram posts
    ["a post at the limit", "instagram/post", { media: SQUARE, text: "і".repeat(2_200) }, ["advice foldAt"]],
    [
      "a post one above",
      "instagram/post",
      { media: SQUARE, text: "і".repeat(2_201) },
      ["hard textMax", "advice foldAt"],
    ],
    [
      "a post of emoji, two units each, at the limit",
      "instagram/post",
      { media: SQUARE, text: "📚".repeat(1_100) },
      ["advice foldAt"],
    ],
    [
      "one emoji more",
      "instagram/post",
      { media: SQUARE, text: "📚".repeat(1_101) },
      ["hard textMax", "advice foldAt"],
    ],
    ["two hundred families", "instagram/post", { media: SQUARE, text: FAMILY.repeat(200) }, ["advice foldAt"]],
    [
      "a family too many",
      "instagram/post",
      { media: SQUARE, text: FAMILY.repeat(201) },
      ["hard textMax", "advice foldAt"],
    ],
    ["flags to the fold", "instagram/post", { media: SQUARE, text: FLAG.repeat(125) }, []],
    ["a flag beyond it", "instagram/post", { media: SQUARE, text: FLAG.repeat(126) }, ["advice foldAt"]],
    ["combined letters to the fold", "instagram/post", { media: SQUARE, text: E_ACUTE.repeat(125) }, []],
    [
      "line breaks typed in two ways",
      "instagram/post",
      { media: SQUARE, text: `${"і".repeat(2_198)}\r\nї` },
      ["advice foldAt"],
    ],
    ["five hashtags", "instagram/post", { media: SQUARE, text: "#книги #обмін #донат #pm #agile" }, []],
    [
      "six",
      "instagram/post",
      { media: SQUARE, text: "#книги #обмін #донат #pm #agile #scrum" },
      ["advice hashtagsAdvice"],
    ],
    ["thirty", "instagram/post", { media: SQUARE, text: "#я".concat(" #я".repeat(29)) }, ["advice hashtagsAdvice"]],
    ["thirty-one", "instagram/post", { media: SQUARE, text: "#я".concat(" #я".repeat(30)) }, ["hard hashtagsMax"]],
    [
      "numbers that are no hashtags",
      "instagram/post",
      { media: SQUARE, text: "Правило #1, книга #2, #3 #4 #5 #6" },
      [],
    ],
    ["an address nobody can press", "instagram/post", { media: SQUARE, text: "https://example.org" }, ["advice links"]],
    ["a portrait of 4:5", "instagram/post", { media: [picture(1080, 1350)] }, []],
    ["a portrait that is taller", "instagram/post", { media: [picture(1080, 1440)] }, ["hard ratioMin 1"]],
    ["a landscape of 1.91", "instagram/post", { media: [picture(1080, 566)] }, []],
    ["a landscape that is wider", "instagram/post", { media: [picture(1080, 540)] }, ["hard ratioMax 1"]],
    ["a picture of 319 pixels", "instagram/post", { media: [picture(319, 319)] }, ["hard widthMin 1"]],
    ["a picture of 320", "instagram/post", { media: [picture(320, 320)] }, []],
    ["a picture wider than is kept", "instagram/post", { media: [picture(1441, 1441)] }, ["advice widthMax 1"]],
    ["ten pictures", "instagram/post", { media: Array.from({ length: 10 }, () => picture(1080, 1080)) }, []],
    [
      "a second picture that is too heavy",
      "instagram/post",
      { media: [...SQUARE, picture(1080, 1080, { bytes: 8_000_001 })] },
      ["hard imageMb 2"],
    ],
    [
      "a film of two seconds",
      "instagram/post",
      { media: [film(2, { width: 1080, height: 1080 })] },
      ["hard secondsMin 1"],
    ],
    // Instagram reels
    ["a reel", "instagram/reel", { media: [film(90)] }, []],
    ["a picture as a reel", "instagram/reel", { media: STORY }, ["hard mediaTypes 1"]],
    ["a reel of 15 minutes", "instagram/reel", { media: [film(900)] }, []],
    ["a reel of a second more", "instagram/reel", { media: [film(901)] }, ["hard secondsMax 1"]],
    ["a reel of 301 MB", "instagram/reel", { media: [film(90, { bytes: 301_000_000 })] }, ["hard videoMb 1"]],
    // Facebook
    ["a group post with a link", "facebook/group-post", { text: "Каталог: https://example.org/uk/pm" }, []],
    ["a group post of 125 signs", "facebook/group-post", { text: "к".repeat(125) }, []],
    ["a group post of 126", "facebook/group-post", { text: "к".repeat(126) }, ["advice foldAt"]],
    ["a group post of 501", "facebook/group-post", { text: "к".repeat(501) }, ["advice textAdvice", "advice foldAt"]],
    [
      "the longest Facebook takes",
      "facebook/post",
      { text: "к".repeat(63_206) },
      ["advice textAdvice", "advice foldAt"],
    ],
    [
      "a sign more than that",
      "facebook/post",
      { text: "к".repeat(63_207) },
      ["hard textMax", "advice textAdvice", "advice foldAt"],
    ],
    [
      "a picture below 600 × 315",
      "facebook/post",
      { media: [picture(599, 314)] },
      ["advice widthMin 1", "advice heightMin 1"],
    ],
    // Telegram
    ["a message at the limit", "telegram/message", { text: "т".repeat(4_096) }, []],
    ["a message one above", "telegram/message", { text: "т".repeat(4_097) }, ["hard textMax"]],
    ["a caption at its limit", "telegram/message", { text: "т".repeat(1_024), media: SQUARE }, []],
    ["a caption one above", "telegram/message", { text: "т".repeat(1_025), media: SQUARE }, ["hard captionMax"]],
    ["512 emoji under a picture", "telegram/message", { text: "🎉".repeat(512), media: SQUARE }, []],
    ["513", "telegram/message", { text: "🎉".repeat(513), media: SQUARE }, ["hard captionMax"]],
    [
      "eleven pictures",
      "telegram/message",
      { media: Array.from({ length: 11 }, () => picture(800, 800)) },
      ["hard mediaMax"],
    ],
    // LinkedIn
    ["a LinkedIn post at the limit", "linkedin/post", { text: "l".repeat(3_000) }, ["advice foldAt"]],
    ["one above", "linkedin/post", { text: "l".repeat(3_001) }, ["hard textMax", "advice foldAt"]],
    [
      "a picture of 5 MB and a byte",
      "linkedin/post",
      { media: [picture(1200, 1200, { bytes: 5_000_001 })] },
      ["hard imageMb 1"],
    ],
    // YouTube: bytes
    [
      "2,500 Cyrillic letters below a video",
      "youtube/video",
      { title: "Звіт", text: "і".repeat(2_500), media: [film(90)] },
      [],
    ],
    [
      "one letter more, two bytes too many",
      "youtube/video",
      { title: "Звіт", text: "і".repeat(2_501), media: [film(90)] },
      ["hard textMax"],
    ],
    ["5,000 Latin letters", "youtube/video", { title: "Report", text: "i".repeat(5_000), media: [film(90)] }, []],
    ["a title of 100", "youtube/video", { title: "З".repeat(100), media: [film(90)] }, []],
    ["a title of 101", "youtube/video", { title: "З".repeat(101), media: [film(90)] }, ["hard titleMax"]],
    ["a title of one sign", "youtube/video", { title: "З", media: [film(90)] }, ["hard titleMin"]],
    ["signs that are not taken", "youtube/video", { title: "Книги > гроші", media: [film(90)] }, ["hard forbidden"]],
    [
      "a picture in place of a video",
      "youtube/video",
      { title: "Звіт", media: [picture(1280, 720)] },
      ["hard mediaTypes 1"],
    ],
    // Viber
    ["a long message", "viber/message", { text: "в".repeat(7_001) }, ["advice textMax"]],
  ])("%s (%s)", (_what, place, content, verdicts) => {
    expect(verdictsIn(place, content)).toEqual(verdicts);
  });

  test("the limit and what was found, with the way it was counted", () => {
    const spec = formatSpec("youtube", "video");
    const text = "і".repeat(2_501);
    const verdicts =
      spec && checkContent(spec, { text, title: "Звіт", sticker: "", hasLink: false, media: [film(90)] });
    expect(verdicts).toEqual([{ rule: "textMax", level: "hard", limit: 5_000, found: 5_002, unit: "bytes" }]);
  });
});

describe("how texts are counted", () => {
  test.each([
    ["", 0, 0, 0],
    ["Їжак", 4, 4, 8],
    ["📚", 2, 1, 4],
    [FAMILY, 11, 1, 25],
    [FLAG, 4, 1, 8],
    ["👍🏽", 4, 1, 8],
    [E_ACUTE, 2, 1, 3],
    ["и\u0306", 2, 1, 4],
    ["рядок\r\nрядок", 11, 11, 21],
    ["рядок\nрядок", 11, 11, 21],
    ["❤️", 2, 1, 6],
  ])("%j is %i units, %i signs, %i bytes", (text, units, signs, bytes) => {
    expect([lengthOf(text, "utf16"), lengthOf(text, "graphemes"), lengthOf(text, "bytes")]).toEqual([
      units,
      signs,
      bytes,
    ]);
  });

  test("what is shown first never ends inside a sign", () => {
    expect(firstSigns(`${FAMILY}${FLAG}книги`, 3)).toBe(`${FAMILY}${FLAG}к`);
  });

  test("addresses are found without what closes the sentence", () => {
    expect(linksIn("Тут (https://example.org/r/abc123), і www.example.com!")).toEqual([
      "https://example.org/r/abc123",
      "www.example.com",
    ]);
    expect(linksIn("e.g. v1.2, П.І.Б., 10.00 і knyha@example.org")).toEqual([]);
  });

  test("hashtags are found in any script, and not inside addresses", () => {
    expect(hashtagsIn("#Книги_для_всіх, (#agile2026) https://example.org/#top C# №1 #1")).toEqual([
      "#Книги_для_всіх",
      "#agile2026",
    ]);
  });
});

describe("the rules as data", () => {
  test("every rule of every format says where it comes from and when it was checked", () => {
    expect(FORMATS.length).toBeGreaterThanOrEqual(10);
    for (const { network, format, rules } of FORMATS)
      for (const [name, rule] of Object.entries(rules)) {
        expect(RULE_NAMES, `${network} ${format}`).toContain(name);
        for (const words of Object.values(rule.source))
          expect(words.length, `${network} ${format} ${name}`).toBeGreaterThan(5);
        expect(rule.checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
  });

  const [spec] = FORMATS.filter(({ network, format }) => network === "instagram" && format === "post");
  const over = (rule: string, value: number | string | boolean | string[], level = "hard") => ({
    network: "instagram",
    format: "post",
    rule,
    value,
    level,
    source: "Застосунок",
    checkedOn: "2026-11-01",
  });
  const content: Checked = { text: "і".repeat(110), title: "", sticker: "", hasLink: false, media: SQUARE };

  test("a community's own value stands in place of the one that came", () => {
    if (!spec) throw new Error("no spec");
    expect(passes(checkContent(withOverrides(spec, [over("textMax", 109)]), content))).toBe(false);
    expect(passes(checkContent(withOverrides(spec, [over("textMax", 110)]), content))).toBe(true);
    expect(checkContent(withOverrides(spec, [over("textMax", 1, "advice")]), content)).toMatchObject([
      { rule: "textMax", level: "advice" },
    ]);
    expect(checkContent(withOverrides(spec, [over("textMax", 1, "off")]), content)).toEqual([]);
  });

  test("one that fits no longer, or is of another format, changes nothing", () => {
    if (!spec) throw new Error("no spec");
    const odd = [
      over("textMax", "long"),
      over("nonsense", 1),
      over("textMax", 1, "never"),
      { ...over("textMax", 1), format: "reel" },
    ];
    expect(withOverrides(spec, odd)).toEqual(spec);
  });
});
