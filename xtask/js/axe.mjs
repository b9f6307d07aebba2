// Judges web pages with axe-core in an installed Chromium; see `xtask/src/conformance/axe.rs`.
//
// The order is that of `browser.mjs` with `pages`, a list of {file, beside}: whether files beside the
// page belong to it. Each view ends with a line {kind: "view", rules}.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { load, order, outside, print, require, withBrowser } from "./browser.mjs";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [1280, 320];
const SCHEMES = ["light", "dark"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Opens every disclosure and says whether there was one to open; runs in the page. */
function openAll() {
  const closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
  return closed.length > 0;
}

/** One page as it now stands: its width, then axe's rules. Returns how many rules applied. */
async function judge(page, view) {
  const finding = (fields) => print({ kind: "finding", ...view, ...fields });
  for (const fault of await page.evaluate(outside)) finding(fault);
  const result = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }),
    TAGS,
  );
  for (const violation of result.violations) {
    for (const node of violation.nodes) {
      const why = [...node.any, ...node.all, ...node.none].map((check) => check.message);
      finding({
        rule: violation.id,
        selector: node.target.flat().join(" "),
        message: [violation.help, ...new Set(why)].join(": "),
      });
    }
  }
  return result.passes.length + result.violations.length;
}

async function view(browser, { file, beside }, width, scheme) {
  const context = { file, width, scheme, state: "as loaded" };
  const page = await browser.newPage();
  const finding = (rule, message) =>
    print({ kind: "finding", ...context, rule, selector: "", message });
  const itself = pathToFileURL(file).href;
  const folder = new URL(".", itself).href;
  page.on("request", (request) => {
    const url = request.url();
    const own = url.startsWith("data:") || url.split("#")[0] === itself;
    if (!own && !(beside && url.startsWith(folder))) {
      finding("self-contained", `loads ${url.slice(0, 200)}`);
    }
  });
  page.on("requestfailed", (request) => {
    if (beside) finding("self-contained", `cannot load ${request.url().slice(0, 200)}`);
  });
  page.on("pageerror", (error) => finding("no-script-error", String(error)));
  await load(page, file, { width, height: 900, scheme });
  await page.evaluate(axe);
  let rules = await judge(page, context);
  if (await page.evaluate(openAll)) {
    rules += await judge(page, { ...context, state: "opened" });
  }
  await page.close();
  print({ kind: "view", rules });
}

await withBrowser(async (browser) => {
  for (const page of order.pages) {
    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) await view(browser, page, width, scheme);
    }
  }
});
