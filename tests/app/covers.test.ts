import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Cover } from "@/app/_ui/cover";
import { fitted, parts } from "@/app/_ui/cover/fit";
import { INKS } from "@/app/_ui/cover/inks";

const cover = (seed: string, title = "Дюна") =>
  renderToStaticMarkup(
    createElement(Cover, { title, authors: ["Френк Герберт"], category: "fiction", seed, language: "uk" }),
  );

describe("covers of books nobody has photographed", () => {
  test("a book keeps its cover, and a hundred books hardly share one", () => {
    expect(cover("7KQ2M4X")).toBe(cover("7KQ2M4X"));
    const hundred = new Set(Array.from({ length: 100 }, (_, n) => cover(`book-${n}`)));
    expect(hundred.size).toBeGreaterThan(90);
  });

  test("a long title is set as its name and what explains it", () => {
    expect(parts("BIG DATA. Зброя математичного знищення. Як великі дані збільшують нерівність")).toEqual({
      name: "BIG DATA",
      rest: "Зброя математичного знищення. Як великі дані збільшують нерівність",
    });
    expect(parts("Дюна")).toEqual({ name: "Дюна", rest: "" });
  });

  test("the longest word decides how large a title may be", () => {
    const short = fitted("Дар", "sans", 84, 60, 21).size;
    const long = fitted("Найневизначеніший", "sans", 84, 60, 21).size;
    expect(short).toBe(21);
    expect(long).toBeLessThan(10);
  });

  test("titles are only text: markup in them is shown, not run", () => {
    expect(cover("x", '<img src=x onerror="alert(1)">')).not.toContain("<img");
  });

  test("every ink reads on its ground at 4.5:1 or better", () => {
    for (const { ground, ink } of INKS) expect(contrast(ground, ink)).toBeGreaterThanOrEqual(4.5);
  });
});

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
