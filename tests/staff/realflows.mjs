// The flows once more, on the real hub and its screen.
import { isBuilt, RealHub } from './real.mjs';
import { assert, test } from './tap.mjs';

const A_SLIDE_MS = 120000; // what is on the glass may stay its time first

// A person at the page of a real hub; what the hub has is asked in their session.
async function atRealHub(stage, user = 'reception') {
  const hub = await new RealHub().start();
  stage.real = hub;
  const page = await stage.visit({ at: hub.url });
  await page.fill('#user', user);
  await page.fill('#password', hub.passwords[user]);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tile');
  await page.waitForSelector('.screen:has-text("Entrén"):has-text("Vilken är det?") button:enabled');
  return page;
}

const ask = (page, path) => page.evaluate(async (to) => (await fetch(to)).json(), path);

function real(name, work) {
  if (isBuilt)
    test(`real hub: ${name}`, work);
}

real('a notice in five languages reaches the screen, is taken down and comes back', async (stage) => {
  const page = await atRealHub(stage);
  await page.click('text=Läkaren är försenad');
  await stage.pick('40');
  await page.waitForSelector('.preview img');
  await page.locator('.preview .chip', { hasText: 'العربية' }).click();
  await page.waitForSelector('.preview img[alt*="arabiska"]');
  await stage.press('Visa på båda skärmarna');
  await stage.sees(/(Framme|Visas) på 1 av 2 skärmar sedan \d\d:\d\d:\d\d/, '.result', A_SLIDE_MS);
  await stage.sees('Källaren: har aldrig haft kontakt.', '.result');
  const [stored] = (await ask(page, '/v1/messages?limit=1000')).filter(({ id }) => id.startsWith('doctor-late'));
  assert.deepEqual(Object.keys(stored.title).sort(), ['ar', 'en', 'fi', 'so', 'sv']);
  await page.locator('.result').getByRole('button', { name: 'Ta bort' }).click();
  await stage.sees(/Källaren nås inte/, '.strip');
  await page.locator('#undo').click();
  await stage.sees(/Läkaren är 40/, '.screens, .on-now, .result, .pair');
  assert.equal((await ask(page, `/v1/messages/${stored.id}`)).state, 'active');
});

real('a wait is set, renewed and set back', async (stage) => {
  const page = await atRealHub(stage);
  const wait = async () => (await ask(page, '/v1/waits')).find(({ id }) => id === 'drop-in');
  await stage.press('Drop-in: Ändra för hand');
  await stage.press('Drop-in: 60 min');
  await stage.sees('Drop-in: 60 min. Visas på skärmarna.');
  assert.deepEqual([(await wait()).wait.from, (await wait()).statistic, (await wait()).good_for_s], [60, 'staff', 3600]);
  await stage.press('Drop-in: Stämmer ännu');
  await stage.sees('Drop-in: stämmer ännu.');
  await stage.press('Drop-in: inga nya tas emot');
  await stage.until(async () => (await wait()).accepting === 'no_new', 'no new patients');
  await stage.press('Ångra: Drop-in');
  await stage.until(async () => (await wait()).accepting === 'yes' && (await wait()).wait.from === 60, 'as before');
});

real('an emergency and danger over', async (stage) => {
  const page = await atRealHub(stage);
  await page.click('text=Nödmeddelande …');
  await page.locator('.effect').first().click();
  await page.waitForSelector('.preview img');
  await stage.press('Jag kan inte hålla nere');
  await stage.press('Steg 1 av 2');
  await stage.press('Visa på båda skärmarna');
  await stage.sees(/(Framme|Visas) på 1 av 2 skärmar sedan/, '.running', A_SLIDE_MS);
  await stage.press('Faran över …');
  await stage.press('Faran över: visa på båda skärmarna');
  await stage.until(async () => {
    const running = (await ask(page, '/v1/messages?limit=1000')).filter(({ priority, state }) => priority === 'emergency' && state === 'active');
    return running.length === 1 && running[0].id.startsWith('call-off');
  }, 'only danger over is left');
});

real('an own message with a picture and a link; an identity number; a confirmed doubt', async (stage) => {
  const page = await atRealHub(stage);
  await page.click('text=Eget meddelande');
  await page.fill('#title-sv', 'Bilen ABC 123 står i vägen');
  await page.fill('#text-sv', 'Nummer 19121212-1212');
  await stage.sees('Här verkar det stå ett personnummer.', '#text-sv-marks');
  await page.fill('#text-sv', 'Flytta den.');
  await stage.sees('Det kan vara ett bilnummer.', '#title-sv-marks');
  await page.getByLabel('Jag har tittat').check();
  await page.setInputFiles('#picture-file', new URL('../../tests/pictures/reference/message.png', import.meta.url).pathname);
  await page.waitForSelector('.thumb');
  await page.fill('#link-href', 'https://example.org/parkering');
  await page.waitForSelector('.preview img');
  await stage.press('Visa på båda skärmarna');
  await stage.sees(/(Framme|Visas) på 1 av 2 skärmar sedan|På väg/, '.result');
  const [stored] = (await ask(page, '/v1/messages?limit=1000')).filter(({ title }) => /ABC 123/.test(title.sv));
  assert.ok(stored.picture.sha256 && stored.link.href && stored.valid_until, JSON.stringify(stored));
  await stage.go(`#/change/${stored.id}`);
  await page.fill('#text-sv', 'Tack för att du flyttar den.');
  await page.getByLabel('Jag har tittat').check();
  await stage.press('Spara och visa');
  await stage.until(async () => /^Tack/.test((await ask(page, `/v1/messages/${stored.id}`)).text.sv), 'it is changed');
});

real('every view of an admin is answered, without a refusal', async (stage) => {
  const page = await atRealHub(stage, 'boss');
  const refused = [];
  page.on('response', (response) => response.status() >= 400 && refused.push(`${response.request().method()} ${response.url()} ${response.status()}`));
  for (const [hash, text] of [['#/messages', 'Ta en nummerlapp'], ['#/morning', /granskas/], ['#/admin', 'clinic.import'], ['#/print/take-a-number', 'Ota vuoronumero'],
    ['#/print/emergencies', /Utskrivet/], ['#/message/take-a-number', 'finska'], ['#/change/take-a-number', 'Rubrik, svenska'], ['#/emergency/free', 'Vad man ska göra']]) {
    await stage.go(hash);
    await stage.sees(text, 'main');
  }
  await stage.go('#/');
  await stage.press('Vilken är det? Låt Entrén visa sitt namn');
  await stage.sees('Entrén visar sitt namn i 15 sekunder.');
  await stage.go('#/admin');
  await page.fill('#new-screen-id', 'stairs');
  await page.locator('form', { has: page.locator('#new-screen-id') }).getByRole('button', { name: 'Lägg till' }).click();
  await page.waitForSelector('.secret');
  await page.locator('.lines li', { hasText: 'stairs' }).getByRole('button', { name: /Ändra/ }).click();
  await page.fill('#groups-stairs', 'trappan');
  await stage.press('Spara');
  await stage.until(async () => (await ask(page, '/v1/screens')).find(({ id }) => id === 'stairs').groups[0] === 'trappan', 'its group');
  await page.fill('#new-user', 'kim');
  await page.locator('form', { has: page.locator('#new-user') }).getByRole('button', { name: 'Lägg till' }).click();
  await stage.sees('Lösenord för kim');
  assert.deepEqual(refused, []);
});
