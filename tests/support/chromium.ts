import { existsSync } from "node:fs";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * The browser of CHROMIUM_PATH, else the one inside an npm package (Linux on x64): the same for everybody, and without the parts a
 * desktop needs it takes a quarter less time than an installed one, which is used elsewhere.
 */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH names no file: ${given}`);
  if (given) return given;
  if (process.platform === "linux" && process.arch === "x64") return unpackedChromium();
  const found = INSTALLED.find((path) => existsSync(path));
  if (!found) throw new Error("No browser for the browser tests: install Chromium or Chrome, or set CHROMIUM_PATH.");
  return found;
}

async function unpackedChromium(): Promise<string> {
  // the package brings libraries a bare machine lacks, and unpacks them where it believes to be in a Lambda
  const libraries = ["/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib", "/lib/x86_64-linux-gnu"];
  if (!libraries.some((folder) => existsSync(`${folder}/libnss3.so`))) {
    process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs22.x";
  }
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}
