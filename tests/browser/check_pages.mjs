// SPDX-License-Identifier: MIT
// node check_pages.mjs FOLDER PICTURES_FOLDER: checks the pages of the runs out, hostile, none and many in FOLDER, which
// run.py makes of the sample.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faults, launch, open, sheets } from './browser.mjs';

const [folder, pictures] = process.argv.slice(2);
const run = join(folder, 'out');
mkdirSync(pictures, { recursive: true });
const force = join(run, 'index.html');
const pack = join(run, 'packs/command/central/index.html');
const briefing = join(run, 'packs/command/central/briefing.html');
const browser = await launch();
let failed = 0;

async function check(name, body) {
  try {
    await body();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.stack}`);
  }
}
const rows = (page) => page.locator('#table tbody tr');
const calm = (seen) => assert.deepEqual(seen, { requests: [], errors: [], dialogs: [] });

for (const [name, file] of [['force', force], ['pack', pack]]) {
  await check(`${name}: opens from disk with no request, no error, and is accessible`, async () => {
    const { page, context, seen } = await open(browser, file);
    await page.locator('#map .spot').first().waitFor();
    assert.deepEqual(await faults(page), []);
    calm(seen);
    await context.close();
  });
  await check(`${name}: the first screen has headline, map and ranked places`, async () => {
    const { page, context } = await open(browser, file);
    for (const what of ['.marking', '#headline', '#controls', '#map', '#table']) {
      const box = await page.locator(what).first().boundingBox();
      assert.ok(box && box.y < 768, `${what} starts below the first screen`);
    }
    const map = await page.locator('#map').boundingBox();
    assert.ok(map.y < 400, `the map starts at ${map.y}`);
    await context.close();
  });
  await check(`${name}: with scripts off it still shows headline, map, table and caveats`, async () => {
    const { page, context, seen } = await open(browser, file, { javaScriptEnabled: false });
    assert.ok(await page.locator('main.static h1').first().isVisible());
    assert.ok(await page.locator('main.static svg .spot').first().isVisible());
    assert.ok(await page.locator('main.static table tbody tr').first().isVisible());
    assert.ok(await page.locator('main.static ul.about li').first().isVisible());
    assert.deepEqual(seen.requests, []);
    await context.close();
  });
}

await check('the keyboard reaches themes, the table and the map, and the focus is seen', async () => {
  const { page, context, seen } = await open(browser, force);
  const headline = await page.locator('#headline').textContent();
  await page.locator('input[name=theme]:checked').focus();
  await page.keyboard.press('ArrowRight');
  assert.notEqual(await page.locator('#headline').textContent(), headline);
  assert.equal(await page.evaluate(() => document.activeElement.name), 'theme'); // and again, after the redraw
  const outline = await page.locator('input[name=theme]:focus + span').evaluate((node) => getComputedStyle(node).outlineWidth);
  assert.notEqual(outline, '0px');
  for (let i = 0; i < 60 && !(await page.evaluate(() => document.activeElement.classList.contains('row'))); ++i) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Tab');
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Enter');
  assert.ok((await page.locator('#place h2').textContent()).includes(name));
  assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
  calm(seen);
  await context.close();
});

await check('the filter by area leaves its places alone, and a place on the map chooses its row', async () => {
  const { page, context } = await open(browser, force);
  const all = await rows(page).count();
  await page.locator('#area').selectOption({ label: 'Southern' });
  const some = await rows(page).count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  await page.locator('#map path.spot').last().click({ force: true });
  assert.equal(await page.locator('tr.chosen').count(), 1);
  const rank = await page.locator('tr.chosen td').first().textContent();
  assert.ok((await page.locator('#place h2').textContent()).startsWith(`${rank}. `));
  await context.close();
});

await check('the legend says the unit and the classes of the layer that is shown', async () => {
  const { page, context } = await open(browser, force);
  const data = JSON.parse(await page.locator('#data').evaluate((node) => node.textContent));
  const shown = await page.locator('#legend').textContent();
  const classes = data.layers[0].classes;
  assert.ok(shown.includes(classes.unit), `${shown} lacks ${classes.unit}`);
  for (const one of classes.classes || classes.items || []) {
    assert.ok(shown.includes(one.label), `${shown} lacks ${one.label}`);
  }
  await context.close();
});

await check('the table says what the layer says', async () => {
  const { page, context } = await open(browser, pack);
  const layer = JSON.parse(readFileSync(join(run, 'packs/command/central/burglary_kde_hotspots.geojson'), 'utf8'));
  const first = layer.features.find((feature) => feature.properties.rank === 1).properties;
  const cells = await rows(page).first().locator('td').allTextContents();
  assert.equal(cells[0], '1');
  assert.ok(cells[1].startsWith(first.place));
  assert.equal(cells[2], String(first.incidents));
  await context.close();
});

await check('a phone and 200 % zoom need no sideways scrolling', async () => {
  for (const viewport of [{ width: 390, height: 844 }, { width: 683, height: 384 }]) {
    const { page, context } = await open(browser, pack, { viewport });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${viewport.width}: ${wide} pixels too wide`);
    await context.close();
  }
});

await check('the briefing prints a sheet for each theme, without a script, accessible', async () => {
  const { page, context, seen } = await open(browser, briefing);
  const themes = await page.locator('section.sheet').count();
  assert.equal(await sheets(page), themes);
  assert.equal(await page.locator('script').count(), 0);
  assert.deepEqual(await faults(page), []);
  calm(seen);
  await context.close();
});

await check('hostile names come out as text, on the map page and in the briefing', async () => {
  for (const file of ['index.html', 'briefing.html', 'packs/command/central/index.html', 'packs/command/central/briefing.html']) {
    for (const javaScriptEnabled of [true, false]) {
      const { page, context, seen } = await open(browser, join(folder, 'hostile', file), { javaScriptEnabled });
      assert.equal(await page.locator('img').count(), 0, file);
      const text = await page.locator('body').innerText(); // what is seen, without the data
      assert.ok(text.includes('<img src=x onerror=alert('), `${file} shows the name as text`);
      assert.ok(!text.includes('\u202e'), `${file} turns the reading direction`);
      calm(seen);
      await context.close();
    }
  }
});

await check('a run without hotspots says so, and shows its areas', async () => {
  const { page, context, seen } = await open(browser, join(folder, 'none/index.html'));
  assert.ok((await page.locator('#headline').textContent()).includes('no place stands out'));
  assert.ok(await page.locator('#map path.area').first().isVisible());
  assert.equal(await rows(page).count(), 0);
  assert.deepEqual(await faults(page), []);
  await page.screenshot({ path: join(pictures, 'none.png') });
  calm(seen);
  await context.close();
});

await check('a page of hundreds of hotspots shows ten, and all when asked', async () => {
  const { page, context, seen } = await open(browser, join(folder, 'many/index.html'));
  assert.equal(await rows(page).count(), 10);
  await page.locator('#more button').click();
  const all = await rows(page).count();
  assert.ok(all >= 100, `${all} places`);
  await page.screenshot({ path: join(pictures, 'many.png') });
  calm(seen);
  await context.close();
});

await check('pictures at three sizes, and as printed', async () => {
  for (const [name, viewport] of [['laptop', { width: 1366, height: 768 }], ['wide', { width: 1920, height: 1080 }],
    ['phone', { width: 390, height: 844 }]]) {
    const { page, context } = await open(browser, force, { viewport });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    await context.close();
  }
  const { page, context } = await open(browser, pack);
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(pictures, 'print.png'), fullPage: true });
  const printed = await sheets(page);
  assert.ok(printed <= 2, `a pack's page prints on ${printed} sheets`);
  await context.close();
});

await browser.close();
console.log(failed === 0 ? 'all browser checks passed' : `${failed} browser checks failed`);
process.exit(failed === 0 ? 0 : 1);
