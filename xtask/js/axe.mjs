// Judges web pages with axe-core in an installed Chromium; see `xtask/src/conformance/axe.rs`.
//
// The argument is a JSON file with `modules`, `chromium`, `profile` and `files`. Standard output
// carries a JSON object a line: {kind: "finding", …} or, when a view is done, {kind: "view", rules}.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
// The packages lie in the cache, not above this file.
const require = createRequire(`${order.modules}/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [1280, 320];
const SCHEMES = ["light", "dark"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Milliseconds; long, because a busy machine must not look like a faulty page.
const PATIENCE = 180_000;

function print(row) {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

/** What sticks out of the window, outermost first; runs in the page. */
function overflow() {
  const root = document.scrollingElement;
  if (root.scrollWidth <= window.innerWidth) return null;
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const parent = element.parentElement;
    return (
      element.getBoundingClientRect().right > window.innerWidth + 0.5 &&
      parent.getBoundingClientRect().right <= window.innerWidth + 0.5 &&
      getComputedStyle(parent).overflowX === "visible"
    );
  });
  const name = (element) =>
    element.localName + (element.id ? `#${element.id}` : "") +
    [...element.classList].map((name) => `.${name}`).join("");
  return {
    message: `the page is ${root.scrollWidth} px wide`,
    selector: wide.slice(0, 3).map(name).join(", ") || "html",
  };
}

/** Opens every disclosure and says whether there was one to open; runs in the page. */
function openAll() {
  const closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
  return closed.length > 0;
}

/** One page as it now stands: its width, then axe's rules. Returns how many rules applied. */
async function judge(page, view) {
  const finding = (fields) => print({ kind: "finding", ...view, ...fields });
  const wide = await page.evaluate(overflow);
  if (wide) finding({ rule: "no-sideways-scroll", ...wide });
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

async function view(browser, file, width, scheme) {
  const context = { file, width, scheme, state: "as loaded" };
  const page = await browser.newPage();
  const outside = (rule, message) =>
    print({ kind: "finding", ...context, rule, selector: "", message });
  page.on("request", (request) => {
    const url = request.url();
    const own = url.startsWith("data:") || url.split("#")[0] === pathToFileURL(file).href;
    if (!own) outside("self-contained", `loads ${url.slice(0, 200)}`);
  });
  page.on("pageerror", (error) => outside("no-script-error", String(error)));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href, { waitUntil: "load", timeout: PATIENCE });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.evaluate(axe);
  let rules = await judge(page, context);
  if (await page.evaluate(openAll)) {
    rules += await judge(page, { ...context, state: "opened" });
  }
  await page.close();
  print({ kind: "view", rules });
}

const browser = await puppeteer.launch({
  executablePath: order.chromium,
  userDataDir: order.profile,
  headless: true,
  pipe: true,
  timeout: PATIENCE,
  protocolTimeout: PATIENCE,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  for (const file of order.files) {
    for (const width of WIDTHS) {
      for (const scheme of SCHEMES) await view(browser, file, width, scheme);
    }
  }
} finally {
  await browser.close();
}
