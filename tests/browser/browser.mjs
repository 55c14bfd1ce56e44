// SPDX-License-Identifier: MIT
// Opens a page in Chromium as a locked-down laptop would: from disk, without a network.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () => chromium.launch({
  executablePath: process.env.HARMSPOT_CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu']
});

/// A page, what it asked for besides itself, and what went wrong in it.
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, offline: true, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  const seen = { requests: [], errors: [], dialogs: [] };
  page.on('request', (request) => { if (request.url() !== url && !request.url().startsWith('data:')) { seen.requests.push(request.url()); } });
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') { seen.errors.push(message.text()); } });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('dialog', (dialog) => { seen.dialogs.push(dialog.message()); dialog.dismiss(); });
  await page.goto(url);
  return { page, context, seen };
}

/// What axe finds against WCAG 2.2 AA, one line for each kind of fault.
export async function faults(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  }));
  return result.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/// Sheets of paper that the page prints on.
export async function sheets(page) {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
}
