// An installed Chromium for the scripts beside this file; see `xtask/src/conformance/browser.rs`.
//
// The argument is a JSON file with `modules`, `chromium` and `profile`, and what the script itself
// asks for. Standard output carries a JSON object a line, findings as {kind: "finding", …}.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

export const order = JSON.parse(readFileSync(process.argv[2], "utf8"));
// The packages lie in the cache, not above this file.
export const require = createRequire(`${order.modules}/`);
const puppeteer = require("puppeteer-core");

// Milliseconds; long, because a busy machine must not look like a faulty page.
const PATIENCE = 180_000;

export function print(row) {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

/** Runs `work` with a browser that is closed behind it. */
export async function withBrowser(work) {
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
      "--disable-lcd-text",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
    ],
  });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

/** Opens a file in a window of a size and colour scheme, and waits for its fonts. */
export async function load(page, file, { width, height, scheme }) {
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href, { waitUntil: "load", timeout: PATIENCE });
  await page.evaluate(() => document.fonts.ready.then(() => true));
}

/**
 * What is wider than its place: the page where it scrolls sideways, and words or pictures that are
 * cut off where nothing scrolls. Returns {rule, message, selector}s; runs in the page.
 */
export function outside() {
  const slack = 1;
  const faults = [];
  const name = (element) =>
    element.localName + (element.id ? `#${element.id}` : "") +
    [...element.classList].map((name) => `.${name}`).join("");
  const root = document.scrollingElement;
  const right = window.innerWidth + slack;
  if (root.scrollWidth > window.innerWidth) {
    const beyond = (element) => element.getBoundingClientRect().right > right;
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) =>
        beyond(element) &&
        !beyond(element.parentElement) &&
        getComputedStyle(element.parentElement).overflowX === "visible",
    );
    faults.push({
      rule: "no-sideways-scroll",
      message: `the page is ${root.scrollWidth} px wide`,
      selector: wide.slice(0, 3).map(name).join(", ") || "html",
    });
  }

  // From where to where what is in an element can be seen; null where one can scroll to the rest,
  // or where it is hidden on purpose.
  const known = new Map();
  const limits = (element) => {
    if (!element || element === document.documentElement) return [-slack, right];
    if (known.has(element)) return known.get(element);
    const style = getComputedStyle(element);
    let found = limits(element.parentElement);
    if (/auto|scroll/.test(style.overflowX) || style.clipPath !== "none") {
      found = null;
    } else if (found && style.overflowX !== "visible") {
      const box = element.getBoundingClientRect();
      found = [Math.max(found[0], box.left - slack), Math.min(found[1], box.right + slack)];
    }
    known.set(element, found);
    return found;
  };
  const cut = (element, boxes, what) => {
    const seen = element.checkVisibility() ? limits(element) : null;
    const isOut = (box) => box.width > 0 && (box.left < seen[0] || box.right > seen[1]);
    if (!seen || ![...boxes].some(isOut)) return;
    const message = `cut off: ${what.trim().slice(0, 60)}`;
    faults.push({ rule: "no-cut-words", message, selector: name(element) });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    // MathML overlays the parts of stretched signs.
    if (!text.data.trim() || text.parentElement.closest("math, script, style")) continue;
    range.selectNodeContents(text);
    cut(text.parentElement, range.getClientRects(), text.data);
  }
  for (const element of document.querySelectorAll("img, svg, math")) {
    cut(element.parentElement, [element.getBoundingClientRect()], element.localName);
  }
  return faults;
}
