import { expect, test } from "vitest";
import { inLanguage, readHost, readLinkPath, readTarget } from "@/lib/referrals/targets";
import { normaliseNetwork, normaliseTag, taggedAddress, utmAddress } from "@/lib/referrals/vocabulary";
import fc from "../support/property";

const ALLOWED = ["www.facebook.com"];
const OWN = "http://localhost:3000"; // APP_URL of the tests

test.each([
  ["/pm/charity-book-sale", "/pm/charity-book-sale"],
  [" /uk/pm/charity-book-sale/books?q=agile#books ", "/uk/pm/charity-book-sale/books?q=agile#books"],
  ["/", "/"],
  ["/uk/пошук", "/uk/%D0%BF%D0%BE%D1%88%D1%83%D0%BA"],
  [`${OWN}/uk/pm?available=true#books`, "/uk/pm?available=true#books"],
  ["/uk/../en/pm", "/en/pm"],
  ["https://www.facebook.com/groups/1/posts/2/?ref=share", "https://www.facebook.com/groups/1/posts/2/?ref=share"],
  ["HTTPS://WWW.FACEBOOK.COM:443/groups", "https://www.facebook.com/groups"],
])("%j leads to %j", (typed, stored) => {
  expect(readTarget(typed, ALLOWED)).toBe(stored);
});

test.each([
  "",
  "pm/charity-book-sale",
  "//evil.example/",
  "/\\evil.example/",
  "\\\\evil.example",
  "/.//evil.example/",
  "/..//evil.example/",
  "/uk/..//evil.example/",
  "/%2e//evil.example",
  "/%2E%2e//evil.example",
  "/\t/evil.example",
  "/uk\r\nLocation: https://evil.example",
  "/uk\u0000",
  "https://evil.example/",
  "http://www.facebook.com/",
  "https://www.facebook.com.evil.example/",
  "https://www.facebook.com@evil.example/",
  "https://me:secret@www.facebook.com/",
  "https://www.facebook.com:8443/",
  "https://www.facebook.com./",
  "https://evil.example/https://www.facebook.com/",
  "https:www.facebook.com\\@evil.example",
  "ftp://www.facebook.com/",
  "javascript:alert(1)",
  "data:text/html,x",
  "http://localhost:3000//evil.example/",
  "http://localhost:3000/.//evil.example/",
  "http://localhost:3001/uk",
  `/${"a".repeat(1_000)}`,
  // a link to a link
  "/r/abc234",
  "/R/abc234",
  "/r",
  "/%72/abc234",
  "/uk/..//r/abc234",
  "/uk/../r/abc234",
  `${OWN}/r/abc234`,
])("%j is no target", (typed) => {
  expect(readTarget(typed, ALLOWED)).toBeNull();
});

/** Pieces that have deceived somebody's check before, in any order. */
const piece = fc.constantFrom(
  ..."/ // \\ /\\ . .. /. /.. @ : ? # % %2f %5c %2e %09 %0d%0a \t \n \r \0 ; & = http: https: https:// javascript: data: localhost:3000 www.facebook.com evil.example uk r pm 。 ／ ⁄ \u202e [::1] 127.0.0.1 xn-- é книга".split(
    " ",
  ),
);
const hostile = fc.oneof(
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join("")}`),
  fc.array(piece, { maxLength: 8 }).map((pieces) => `https://www.facebook.com${pieces.join("")}`),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

test("whatever is typed as a target, a browser is sent to our own pages or to an allowed host, and nowhere else", () => {
  const link = { code: "abc234", network: "instagram", medium: "social", tag: "2023-06-sale", content: "story-4" };
  let accepted = 0;
  fc.assert(
    fc.property(hostile, fc.constantFrom("uk", "en"), (typed, locale) => {
      const target = readTarget(typed, ALLOWED);
      if (target === null) return;
      accepted += 1;
      expect(readTarget(target, ALLOWED), "what is stored is a target again").toBe(target);
      if (!target.startsWith("/")) {
        const address = utmAddress(new URL(target), link);
        expect([address.protocol, address.host, address.username]).toEqual(["https:", "www.facebook.com", ""]);
        return;
      }
      const { pathname, search, hash } = taggedAddress(new URL(inLanguage(target, locale), OWN), link);
      const location = pathname + search + hash;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a header must have none
      expect(location).toMatch(/^\/(?![/\\])[^\u0000-\u0020\u007f-\uffff\\]*$/);
      for (const page of ["https://books.example/r/abc234", "https://books.example//evil.example/x"])
        expect(new URL(location, page).origin).toBe("https://books.example");
      expect(readLinkPath(pathname), "not to a link").toBeNull();
      expect(new URL(location, OWN).searchParams.get("via")).toBe("abc234");
    }),
    { numRuns: 20_000 },
  );
  expect(accepted).toBeGreaterThan(500); // otherwise nothing was tested
});

test.each([
  ["/r/abc234", "abc234", null],
  ["/r/abc234/", "abc234", null],
  ["/R/ABC234", "ABC234", null],
  ["//r//abc234//", "abc234", null],
  ["/%72/%61bc234", "abc234", null],
  ["/r%2Fabc234", "abc234", null],
  ["/r/abc234/qr.svg", "abc234", "svg"],
  ["/r/abc234/QR.PNG", "abc234", "png"],
])("%s is the link %s, QR %s", (path, code, qr) => {
  expect(readLinkPath(path)).toEqual({ code, qr });
});

test.each([
  "/",
  "/r",
  "/r/",
  "/rabc/x",
  "/uk/r/abc234",
  "/reports/x",
  "/r/abc234/other",
  "/r/abc234/qr.gif",
  "/readyz",
])("%s is no link", (path) => {
  expect(readLinkPath(path)).toBeNull();
});

test.each([
  ["/", "/uk"],
  ["/?a=1", "/uk?a=1"],
  ["/pm/sale?q=1#books", "/uk/pm/sale?q=1#books"],
  ["/en/pm/sale", "/en/pm/sale"],
  ["/uk", "/uk"],
  ["/ukraine", "/uk/ukraine"],
  ["/embed/pm/sale", "/embed/pm/sale"],
  ["/feeds/pm/sale.atom", "/feeds/pm/sale.atom"],
  ["/icon-512.png", "/icon-512.png"],
  ["/pm/sale/books?q=a.b", "/uk/pm/sale/books?q=a.b"],
])("%s for somebody who reads Ukrainian is %s", (stored, asked) => {
  expect(inLanguage(stored, "uk")).toBe(asked);
});

test("a host is stored by its bare name, and what is none is refused", () => {
  expect(readHost(" https://www.Facebook.com/groups/1 ")).toBe("www.facebook.com");
  expect(readHost("t.me")).toBe("t.me");
  expect(readHost("книги.укр")).toBe("xn--c1ajbfp.xn--j1amh");
  for (const typed of ["", "localhost", "127.0.0.1", "[::1]", "a b.example", "-", "https://"])
    expect(readHost(typed), typed).toBeNull();
});

test("tags are lower-case words with single dashes, and both sides of a target's own query stay", () => {
  expect(normaliseTag(" Story 4_Крок/ONE ")).toBe("story-4-one");
  expect(normaliseTag("Казка")).toBe("");
  expect(normaliseTag(`${"a".repeat(59)} b`)).toBe("a".repeat(59));
  const link = { code: "abc234", network: "instagram", medium: "social", tag: "t", content: "story-4" };
  const address = taggedAddress(new URL("http://localhost/uk/pm?q=a%20b&utm_source=ig&via=zzz#books"), link);
  expect(address.search + address.hash).toBe(
    "?q=a+b&utm_source=instagram&via=abc234&utm_medium=social&utm_campaign=t&utm_content=story-4#books",
  );
});

test("a network is one, by whichever of its names it is called", () => {
  expect(["ig", "Insta", "Instagram"].map(normaliseNetwork)).toEqual(["instagram", "instagram", "instagram"]);
  expect(["fb", "TG", "yt", "li"].map(normaliseNetwork)).toEqual(["facebook", "telegram", "youtube", "linkedin"]);
  expect(normaliseNetwork("Partner Shop")).toBe("partner-shop");
});
