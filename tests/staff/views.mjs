// Every view, in both languages, on a desk and on a phone: without a finding of axe, no wider than the window, and
// photographed to be looked at.
import { DESKTOP, PHONE } from './stage.mjs';
import { assert, test } from './tap.mjs';

const until = (page, selector) => page.waitForSelector(selector);

const VIEWS = {
  today: ['#/', '.screen img'],
  notice: ['#/new/doctor-late', '.compose', async (stage) => {
    await stage.pick('40');
    await until(stage.page, '.preview img');
    await stage.page.getByText('العربية').click();
    await until(stage.page, '.pair [dir="rtl"]');
    await until(stage.page, '.preview img');
  }],
  sent: ['#/new/mask', '.compose', async (stage) => {
    await until(stage.page, '.preview img');
    await stage.page.click('.compose .main');
    await until(stage.page, '.result .notice li');
  }],
  taken: ['#/', '.screen img', async (stage) => {
    stage.hub.screens[2].online = false;
    await stage.page.locator('.on-now button').first().click();
    await until(stage.page, '.strip strong');
  }],
  own: ['#/own', '.own', async (stage) => {
    await stage.page.fill('#title-sv', 'Hissen är trasig');
    await stage.page.fill('#text-sv', 'Ring på klockan så hjälper vi dig upp. Vi har en bärbar ramp för rullstol och barnvagn och den tar bara några få minuter att ställa fram.');
    await until(stage.page, '.advice');
    await until(stage.page, '.preview img');
  }],
  doubt: ['#/own', '.own', async (stage) => {
    await stage.page.fill('#title-sv', 'Bilen ABC 123 står i vägen');
    await until(stage.page, '.field-doubt');
    await stage.page.fill('#text-sv', 'Nummer 900101-0017');
    await until(stage.page, '.field-wrong');
  }],
  messages: ['#/messages', '.message', async (stage) => {
    await stage.page.getByRole('button', { name: /borttagna|taken down/ }).click();
    await stage.until(async () => await stage.page.locator('ul.messages').count() === 3, 'what was taken down');
  }],
  message: ['#/message/wash', '.texts-read'],
  emergency: ['#/emergency', '.effects', async (stage) => {
    await stage.page.locator('.effect').first().click();
    await until(stage.page, '.preview img');
  }],
  running: ['#/emergency', '.effects', async (stage) => {
    await stage.page.locator('.effect').first().click();
    await stage.page.locator('.hold .link').click();
    await stage.page.locator('.hold .main').click();
    await stage.page.locator('#hold-sure').click();
    await until(stage.page, '.running');
    await stage.page.locator('.running button').first().click();
    await until(stage.page, '.running [id^="over-"]');
  }],
  drill: ['#/emergency/drill', '.effects', async (stage) => {
    await stage.page.locator('.effect').first().click();
    await until(stage.page, '.preview img');
  }],
  free: ['#/emergency/free', '.language'],
  morning: ['#/morning', '.check-part'],
  admin: ['#/admin', 'tbody tr'],
  account: ['#/account', '#current'],
  print: ['#/print/wash', '.sheet'],
};

for (const [name, [hash, ready, more]] of Object.entries(VIEWS)) {
  for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
    for (const locale of ['sv-SE', 'en-GB']) {
      const language = locale.slice(0, 2);
      test(`view ${name}, ${size}, ${language}`, async (stage) => {
        const page = await stage.signIn(['free', 'admin'].includes(name) ? 'boss' : 'reception', { size: viewport, locale });
        await until(page, '.on-now, .wait');
        await stage.go(hash);
        await until(page, ready);
        await more?.(stage);
        assert.equal(await page.locator('h1').count(), 1, 'one main heading');
        await stage.axe(`${name} ${size} ${language}`);
        await stage.picture(`${name}-${size}-${language}`);
      });
    }
  }
}

for (const [size, viewport] of [['desktop', DESKTOP], ['phone', PHONE]]) {
  test(`view sign-in, ${size}`, async (stage) => {
    await stage.visit({ size: viewport });
    await until(stage.page, '#password');
    await stage.axe(`sign-in ${size}`);
    await stage.picture(`sign-in-${size}-sv`);
  });
}

test('at 320 pixels nothing is cut off sideways', async (stage) => {
  const page = await stage.signIn('boss', { size: { width: 320, height: 640 } });
  for (const [hash, ready] of Object.values(VIEWS)) {
    await stage.go(hash);
    await until(page, ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, hash);
  }
});
