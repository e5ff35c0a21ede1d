// The page for anybody on the real hub: each language without a finding of axe, in both schemes, on a desk and on a phone,
// at 320 pixels, by keyboard, without script; and photographed to be looked at.
import { DESKTOP, PHONE } from './stage.mjs';
import { isBuilt, RealHub } from './real.mjs';
import { assert, test } from './tap.mjs';

const LANGUAGES = ['sv', 'fi', 'en', 'ar', 'so'];
const FURTHER = ['fa', 'ti', 'pl', 'ru', 'uk', 'es', 'tr', 'bs', 'ku', 'ckb'];
const SMALL = { width: 320, height: 640 };
const HOUR_MS = 3600000;
const rfc = (ms) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');

const ALARM = {
  id: 'alarm', kind: 'alert', priority: 'emergency', origin: 'clinic', issued_at: rfc(Date.now() - HOUR_MS),
  valid_until: rfc(Date.now() + HOUR_MS), title: { sv: 'Gå ut nu', ar: 'اخرجوا الآن' },
  text: { sv: 'Gå ut genom närmaste dörr.\nHjälp varandra.', ar: 'اخرجوا من أقرب باب.' },
};
const SWEDISH = {
  id: 'only-swedish', kind: 'notice', priority: 'important', title: { sv: 'Hissen står stilla' }, text: { sv: 'Ring på klockan.' },
  link: { href: 'https://example.org/hiss?a=1&b=2' },
};

async function visit(stage, path, { change, ...options } = {}) {
  stage.real = await new RealHub().serve(change);
  return stage.visit({ at: stage.real.url, path, ...options });
}

// WCAG's enhanced contrast, which axe looks for only when asked.
async function enhanced(stage, where) {
  const { violations } = await stage.page.evaluate(() => globalThis.axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } }));
  assert.deepEqual(violations.flatMap(({ nodes }) => nodes.map(({ failureSummary }) => failureSummary)), [], where);
}

function open(name, work) {
  if (isBuilt)
    test(`page: ${name}`, work);
}

for (const language of LANGUAGES) {
  for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    for (const colorScheme of ['light', 'dark']) {
      open(`${language}, ${size}, ${colorScheme}`, async (stage) => {
        const page = await visit(stage, `/c/ekbacken/${language}`, { size: viewport, colorScheme, change: ({ messages }) => messages.push(SWEDISH) });
        assert.equal(await page.locator('h1').count(), 1);
        assert.equal(await page.getAttribute('html', 'lang'), language);
        assert.equal(await page.locator('article').count() > 5, true);
        await stage.axe(`${language} ${size} ${colorScheme}`);
        await enhanced(stage, `${language} ${size} ${colorScheme}`);
        await stage.picture(`page-${language}-${size}-${colorScheme}`);
      });
    }
  }
}

// The sample is not written in these: the page's own words are theirs, and what the clinic wrote is marked as Swedish.
open('ten further languages', async (stage) => {
  const page = await visit(stage, '/c/ekbacken', { size: PHONE, change: (programme) => programme.languages.push(...FURTHER) });
  for (const language of FURTHER) {
    await page.goto(`${stage.real.url}/c/ekbacken/${language}`);
    assert.equal(await page.getAttribute('html', 'lang'), language);
    assert.equal(await page.locator('nav a').count(), LANGUAGES.length + FURTHER.length - 1);
    assert.equal(await page.locator('h1').getAttribute('lang'), 'sv');
    assert.equal(await page.locator('#hours').getAttribute('lang'), null, 'its own words');
    assert.equal(await page.locator('[lang="en"]:not(a)').count(), 0, 'nothing stands in');
    await stage.axe(language);
    await stage.picture(`page-${language}-phone-light`);
  }
});

for (const drill of [false, true]) {
  for (const language of ['sv', 'so', 'ar']) {
    open(`${drill ? 'a drill' : 'an emergency'} in ${language}`, async (stage) => {
      const change = ({ messages }) => messages.push({ ...ALARM, drill });
      for (const colorScheme of ['light', 'dark']) {
        await stage.real?.stop();
        const page = await visit(stage, `/c/ekbacken/${language}`, { size: PHONE, colorScheme, change });
        const box = await page.locator('.emergency').boundingBox();
        assert.ok(box.y < 300, `it stands ${box.y} pixels from the top`);
        await stage.axe(language);
        await enhanced(stage, language);
        await stage.picture(`page-${drill ? 'drill' : 'emergency'}-${language}-${colorScheme}`);
      }
    });
  }
}

open('at 320 pixels, with wider spacing, nothing is cut off sideways', async (stage) => {
  const page = await visit(stage, '/c/ekbacken', { size: SMALL, change: ({ messages }) => messages.push(SWEDISH, ALARM) });
  for (const language of LANGUAGES) {
    await page.goto(`${stage.real.url}/c/ekbacken/${language}`);
    await stage.axe(`${language} at 320`);
    // WCAG 1.4.12
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('*'))
        one.style.cssText += 'line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important';
    });
    const wide = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return left < -1 || right > document.documentElement.clientWidth + 1;
    }).map((one) => one.outerHTML.slice(0, 100)));
    assert.deepEqual(wide, [], language);
    await stage.picture(`page-${language}-320`);
  }
});

open('without script the whole page is there, and nothing is kept', async (stage) => {
  const page = await visit(stage, '/c/ekbacken', { javaScriptEnabled: false, locale: 'fi-FI' });
  assert.equal(await page.getAttribute('html', 'lang'), 'fi');
  await page.getByRole('link', { name: 'العربية' }).click();
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
  assert.equal(await page.locator('script').count(), 0);
  for (const image of await page.locator('img').all())
    assert.ok(await image.getAttribute('alt'), 'a picture has words');
  assert.deepEqual(await stage.context.cookies(), []);
});

open('the keyboard reaches every link, in the order of the page, and shows where it is', async (stage) => {
  const page = await visit(stage, '/c/ekbacken/en', { change: ({ messages }) => messages.push(SWEDISH) });
  const links = await page.locator('a').evaluateAll((all) => all.map((one) => one.href));
  for (const link of links) {
    await page.keyboard.press('Tab');
    const [href, outline] = await page.evaluate(() => [document.activeElement.href, getComputedStyle(document.activeElement).outlineWidth]);
    assert.equal(href, link);
    assert.notEqual(outline, '0px', link);
  }
});

open('headings tell the order: the clinic, waits, what presses, the rest, hours, where else', async (stage) => {
  const page = await visit(stage, '/c/ekbacken/sv', { change: ({ messages }) => messages.push(SWEDISH) });
  const levels = await page.locator('h1, h2, h3').evaluateAll((all) => all.map((one) => `${one.tagName} ${one.textContent}`));
  assert.equal(levels[0], 'H1 Ekbackens vårdcentral');
  assert.ok(levels[1].startsWith('H2 Om du kommer nu'), levels[1]);
  const at = (text) => levels.findIndex((one) => one.includes(text));
  assert.ok(at('Hissen står stilla') > 0 && at('Hissen står stilla') < at('Tvätta händerna'), levels.join('; '));
  assert.ok(at('Öppettider') > at('Tvätta händerna') && at('När vi har stängt') > at('Så blir du kallad'), levels.join('; '));
});

open('on paper', async (stage) => {
  const page = await visit(stage, '/c/ekbacken/sv');
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  assert.equal(await page.locator('nav').isVisible(), false);
  await stage.axe('on paper');
  await stage.picture('page-sv-print');
});

open('no such page', async (stage) => {
  const page = await visit(stage, '/c/nowhere', { size: PHONE });
  assert.equal(await page.locator('h1').textContent(), 'Sidan finns inte');
  await stage.axe('no such page');
});
