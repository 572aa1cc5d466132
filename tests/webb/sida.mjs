// Opens a report in headless Chromium on a desktop, on a phone and as print, and says as JSON what a test is to judge:
//   node sida.mjs CHROMIUM FILE.html FILE.pdf
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [program, page, pdf] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const found = { console: [], requests: [], overflow: [], clipped: [], axe: [], tables: [] };
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: program, args: quiet });
// An A4 sheet less its margins is 170 mm, or 643 pixels, wide.
for (const [name, width, height, media] of [["desktop", 1280, 900, "screen"], ["phone", 390, 844, "screen"], ["print", 643, 950, "print"]]) {
  const context = await browser.newContext({ viewport: { width, height } });
  const tab = await context.newPage();
  tab.on("console", (message) => found.console.push(`${name}: ${message.text()}`));
  tab.on("pageerror", (error) => found.console.push(`${name}: ${error}`));
  tab.on("request", (request) => request.url() === `file://${page}` || found.requests.push(`${name}: ${request.url()}`));
  await tab.emulateMedia({ media });
  await tab.goto(`file://${page}`);
  const seen = await tab.evaluate(() => {
    const root = document.documentElement;
    const label = (table) => table.querySelector("caption").innerText;
    const tables = [...document.querySelectorAll("table")];
    const rows = (table) => [...table.querySelectorAll("tbody tr")];
    return {
      overflow: root.scrollWidth - root.clientWidth,
      // A table wider than its place: on a screen it can be rolled, on paper it would be cut.
      wide: tables.filter((table) => table.getBoundingClientRect().right > root.clientWidth + 0.5).map(label),
      whole: tables.filter((table) => table.classList.contains("hel"))
        .map((table) => [label(table), rows(table).at(-1).querySelector("th").innerText]),
    };
  });
  if (seen.overflow > 0) found.overflow.push(`${name}: ${seen.overflow}`);
  if (media === "print") {
    found.clipped = seen.wide;
    found.tables = seen.whole;
    await tab.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  } else {
    await tab.addScriptTag({ path: axe });
    const { violations } = await tab.evaluate(() => globalThis.axe.run());
    found.axe.push(...violations.map((one) => `${name}: ${one.id}: ${one.nodes[0].html.slice(0, 200)}`));
  }
  await context.close();
}
await browser.close();
// The checker itself is read from a file after the page has been judged.
found.requests = found.requests.filter((request) => !request.endsWith("axe.min.js"));
console.log(JSON.stringify(found));
