// A browser, a played hub and a person in front of it.
import AxeBuilder from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { users } from './clinic.mjs';
import { Hub } from './hub.mjs';
import { assert } from './tap.mjs';

export const DESKTOP = { width: 1440, height: 1000 };
export const PHONE = { width: 390, height: 844 };
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const PICTURES = join(process.env.VANTRUM_BUILD ?? join(ROOT, 'build'), 'staff');
const PATIENCE_MS = Number(process.env.PATIENCE_MS ?? 20000);
mkdirSync(PICTURES, { recursive: true });

let browser;
export async function open() {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell', args: ['--no-sandbox'] });
}
export const close = () => browser?.close();

export class Stage {
  static async begin() {
    const stage = new Stage();
    stage.hub = await new Hub().start();
    stage.wrong = [];
    return stage;
  }

  async end(failedCase) {
    if (failedCase && this.page)
      await this.page.screenshot({ path: join(PICTURES, 'failed.png') });
    await this.context?.close();
    await this.hub.stop();
    await this.real?.stop();
    if (!failedCase)
      assert.deepEqual(this.wrong, [], 'errors of the page');
  }

  async visit({ size = DESKTOP, locale = 'sv-SE', path = '/', at = this.hub.url, ...more } = {}) {
    await this.context?.close();
    this.context = await browser.newContext({ viewport: size, locale, timezoneId: 'America/New_York', reducedMotion: 'reduce', ...more });
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(PATIENCE_MS);
    this.page.on('pageerror', (error) => this.wrong.push(error.stack));
    this.page.on('console', (line) => {
      if (line.type() === 'error' && !/Failed to load resource/.test(line.text()))
        this.wrong.push(line.text());
    });
    this.page.on('request', (request) => {
      if (!request.url().startsWith(at) && !request.url().startsWith('blob:'))
        this.wrong.push(`a foreign host: ${request.url()}`);
    });
    await this.page.goto(at + path);
    return this.page;
  }

  async signIn(user = 'reception', options = {}) {
    const page = await this.visit(options);
    await this.enter(user);
    await page.waitForSelector('.tile, .today .screens, .page');
    return page;
  }

  async enter(user) {
    await this.page.fill('#user', user);
    await this.page.fill('#password', users[user].password);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector('.top');
  }

  async go(hash) {
    await this.page.evaluate((to) => { location.hash = to; }, hash);
  }

  // The calls of a kind that the hub got.
  calls(method, path) {
    return this.hub.calls.filter((call) => call.method === method && path.test(call.path));
  }

  async called(method, path, n = 1) {
    await this.until(() => this.calls(method, path).length >= n, `${n} × ${method} ${path}`);
    return this.calls(method, path).at(-1);
  }

  async until(condition, what) {
    for (let waited = 0; waited < PATIENCE_MS; waited += 20) {
      if (await condition())
        return;
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`never happened: ${what}`);
  }

  async sees(text, place = 'body', timeout = PATIENCE_MS) {
    await this.page.locator(place).getByText(text).first().waitFor({ timeout });
  }

  async button(name, options = {}) {
    return this.page.getByRole('button', { name, ...options }).first();
  }

  async press(name, options) {
    await (await this.button(name, options)).click();
  }

  async pick(name) {
    await this.page.getByRole('radio', { name, exact: true }).first().check({ force: true });
  }

  focused() {
    return this.page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || document.activeElement?.tagName);
  }

  // Tabs on until something with this text or id has the focus.
  async tabTo(text, back = false) {
    for (let i = 0; i < 120; i += 1) {
      await this.page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
      const found = await this.page.evaluate(() => [document.activeElement?.textContent, document.activeElement?.id,
        document.activeElement?.labels?.[0]?.textContent, document.activeElement?.getAttribute('aria-label')]);
      if (found.some((one) => one?.includes(text)))
        return;
    }
    throw new Error(`Tab never came to ${text}`);
  }

  async axe(where) {
    await this.page.evaluate(AxeBuilder.source);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
      'best-practice'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join(' | ')}`), [], where);
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `${where}: wider than the window`);
  }

  picture(name) {
    return this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
}
