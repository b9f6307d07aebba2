// Measures documents of books and takes pictures of what stands on screens, in an installed Chromium;
// see `xtask/src/conformance/screens.rs`.
//
// The order is that of `browser.mjs` with `documents`, a list of files; `pictures`, a list of {file,
// width, height, scheme, picture}; and for these `font`, a WOFF2 file. A document ends with a line
// {kind: "measured"}, a picture with {kind: "taken"}.

import { readFileSync } from "node:fs";
import { load, order, outside, print, withBrowser } from "./browser.mjs";

// The narrowest window that WCAG 2.2 asks for (1.4.10, reflow).
const WIDTH = 320;

/** The style sheet by which pages that name fonts of the machine get one that is everywhere the same. */
function faces() {
  const data = readFileSync(order.font).toString("base64");
  const face = (family) =>
    `@font-face { font-family: ${family}; src: url("data:font/woff2;base64,${data}"); }`;
  return ["Arial", "Host"].map(face).join("\n");
}

async function measure(page, file) {
  await load(page, file, { width: WIDTH, height: 640, scheme: "light" });
  for (const fault of await page.evaluate(outside)) {
    print({ kind: "finding", file, width: WIDTH, ...fault });
  }
  print({ kind: "measured" });
}

async function take(page, styles, { file, picture, ...view }) {
  await load(page, file, view);
  await page.addStyleTag({ content: styles });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.screenshot({ path: picture });
  print({ kind: "taken" });
}

await withBrowser(async (browser) => {
  const page = await browser.newPage();
  for (const file of order.documents) await measure(page, file);
  const styles = order.pictures.length > 0 ? faces() : "";
  for (const picture of order.pictures) await take(page, styles, picture);
});
