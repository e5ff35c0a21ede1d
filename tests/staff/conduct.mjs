// How the page conducts itself: own messages, refusals, drafts, people, languages, paper.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, test } from './tap.mjs';
import { PHONE } from './stage.mjs';

const PICTURE = readFileSync(new URL('../../tests/pictures/reference/message.png', import.meta.url));
const STAFF = new URL('../../assets/staff/', import.meta.url);

test('an own message: languages side by side, picture, link, hours, effect, advice', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Eget meddelande');
  await page.fill('#title-sv', 'Toaletten är trasig');
  await page.fill('#text-sv', 'Använd den på plan 2.');
  await page.fill('#text-sv', 'Använd den på plan 2. '.repeat(7));
  await stage.sees('För långt för en sida på svenska: 2 sidor.', '.advice');
  await page.fill('#text-sv', 'Använd den på plan 2.');
  await stage.sees('Saknas på finska, engelska, arabiska och somaliska.', '.advice');
  await page.locator('.texts .chip', { hasText: 'engelska' }).click();
  await page.fill('#title-en', 'The toilet is broken');
  await page.evaluate(async (bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], 'p.png', { type: 'image/png' }));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, [...PICTURE]);
  const upload = await stage.called('POST', /media$/);
  assert.ok(upload.bytes.equals(PICTURE), 'the bytes of the picture');
  await page.fill('#picture-alt', 'En stängd dörr');
  await page.fill('#link-href', 'https://example.org/toalett');
  await page.getByText('Viktigt', { exact: true }).click();
  await page.getByText('vissa tider …').click();
  await stage.sees(/^Visas från nu till .*, måndagar, tisdagar, onsdagar, torsdagar och fredagar 08:00–12:00\.$/, '#in-words');
  await stage.press('Visa på alla 3 skärmar');
  const { body } = await stage.called('POST', /messages$/);
  assert.deepEqual(body.title, { sv: 'Toaletten är trasig', en: 'The toilet is broken' });
  assert.deepEqual([body.priority, body.link.href, body.picture.alt.sv, body.hours], ['important', 'https://example.org/toalett', 'En stängd dörr',
    [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', until: '12:00' }]]);
  assert.ok(body.valid_until, 'it ends');
  await stage.sees(/Visas på 2 av 3/);
});

test('the choice of a file does what dropping does; no picture is refused in words', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/own');
  await page.setInputFiles('#picture-file', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('no') });
  await stage.sees('Det var ingen PNG, JPEG eller WebP.');
  await page.setInputFiles('#picture-file', { name: 'a.png', mimeType: 'image/png', buffer: PICTURE });
  await stage.called('POST', /media$/);
  await page.waitForSelector('.thumb');
});

test('an identity number is explained beside the field, never repeated, never kept', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/own');
  await page.fill('#title-sv', 'Sök Kim');
  await page.fill('#text-sv', 'Pnr 900101-0017 till rum 4');
  await stage.sees('Här verkar det stå ett personnummer.', '#text-sv-marks');
  await stage.press('Visa på alla 3 skärmar');
  await stage.sees(/Sådana visas aldrig på en skärm/);
  await stage.until(async () => await stage.focused() === 'text-sv', 'the field has the focus');
  const told = await page.evaluate(() => ['#said', '#warned', '#problem', '#text-sv-marks'].map((at) => document.querySelector(at)?.textContent).join(' '));
  assert.ok(!told.includes('900101'), told);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(kept.includes('Sök Kim') && !kept.includes('900101'), kept);
});

test('what is doubtful is asked beside the field and confirmed', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/own');
  await page.fill('#title-sv', 'Bilen ABC 123 står i vägen');
  await stage.sees('Det kan vara ett bilnummer.', '#title-sv-marks');
  await stage.press('Visa på alla 3 skärmar');
  await page.getByLabel('Jag har tittat').check();
  await page.waitForSelector('.preview img');
  await stage.press('Visa på alla 3 skärmar');
  await stage.until(() => stage.hub.audit[0]?.confirmed === 'car-plate', 'the audit says what was confirmed');
});

test('two people change the same message', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/change/wash');
  await page.fill('#text-sv', 'Med tvål, länge.');
  Object.assign(stage.hub.messages[0], { revision: 2, changed_by: 'nurse', text: { sv: 'Med sprit.' } });
  await stage.press('Spara och visa');
  await stage.sees('nurse ändrade meddelandet medan du skrev.');
  await stage.sees(/Med sprit\./);
  await stage.press('Behåll mitt');
  await stage.until(() => stage.hub.messages[0].text.sv === 'Med tvål, länge.', 'mine is stored');
  await stage.go('#/change/queue');
  await page.fill('#text-sv', 'Mitt.');
  Object.assign(stage.hub.messages[1], { revision: 5, text: { sv: 'Deras.' } });
  await stage.press('Spara och visa');
  await stage.press('Ta deras');
  await stage.until(async () => await page.inputValue('#text-sv') === 'Deras.', 'theirs is in the form');
});

test('a session that expires costs no draft; nobody else sees it', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/own');
  await page.fill('#title-sv', 'Halvfärdigt');
  stage.hub.expire();
  await stage.sees('Du har varit inloggad länge.');
  assert.equal(await page.inputValue('#user'), 'reception');
  assert.equal(await page.getByText('Halvfärdigt').count(), 0);
  await stage.enter('reception');
  assert.equal(await page.inputValue('#title-sv'), 'Halvfärdigt');
  stage.hub.expire();
  await stage.sees('Du har varit inloggad länge.');
  await stage.enter('nurse');
  await stage.go('#/own');
  assert.equal(await page.inputValue('#title-sv'), '');
  await stage.press('Byt användare');
  await stage.enter('reception');
  await stage.go('#/own');
  assert.equal(await page.inputValue('#title-sv'), 'Halvfärdigt');
});

test('a late answer to the session before does not end the next one', async (stage) => {
  const page = await stage.signIn();
  let release;
  stage.hub.slow = { path: /waits$/, wait: new Promise((done) => { release = done; }) };
  stage.hub.expire();
  await stage.sees('Du har varit inloggad länge.');
  const refused = page.waitForResponse((response) => response.url().includes('/v1/waits') && response.status() === 401);
  await stage.enter('nurse');
  release();
  await (await refused).finished();
  const asked = stage.calls('GET', /messages$/).length;
  await stage.until(() => stage.calls('GET', /messages$/).length > asked, 'the page goes on asking as the next user');
  assert.equal(await page.locator('.top').count(), 1);
});

test('a session that expires at Show', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Läkaren är försenad');
  await stage.pick('60');
  await page.waitForSelector('.preview img');
  stage.hub.expire();
  await stage.press('Visa på alla 3 skärmar').catch(() => {});
  await stage.sees('Du har varit inloggad länge.');
  await stage.enter('reception');
  await stage.press('Visa på alla 3 skärmar');
  assert.equal((await stage.called('POST', /messages$/)).body.template.values.minutes, 60);
});

test('switching users is one press; signing out takes the drafts along', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/own');
  await page.fill('#title-sv', 'Mitt utkast');
  await stage.press('Byt användare');
  await stage.until(async () => await stage.focused() === 'user', 'the name field has the focus');
  await stage.called('DELETE', /session$/);
  await stage.enter('reception');
  await stage.go('#/account');
  await stage.press('Logga ut');
  await page.waitForSelector('#user');
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes('Mitt utkast'));
});

test('wrong password, too many attempts', async (stage) => {
  const page = await stage.visit();
  await page.fill('#user', 'reception');
  await page.fill('#password', 'fel');
  await page.keyboard.press('Enter');
  await stage.sees('Användare eller lösenord stämmer inte.');
  stage.hub.refuse.push({ method: 'POST', path: /session/, status: 429, headers: { 'Retry-After': '30' } });
  await page.fill('#password', 'fel');
  await page.keyboard.press('Enter');
  await stage.sees('För många försök. Vänta 30 sekunder.');
});

test('a hub that is gone: a calm banner, nothing lost, and back', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Läkaren är försenad');
  await stage.pick('40');
  await page.waitForSelector('.preview img');
  stage.hub.gone = true;
  await stage.press('Visa på alla 3 skärmar');
  await stage.sees(/Ingen kontakt med servern sedan/);
  await stage.sees('Servern svarar inte. Det du skrev finns kvar.');
  await page.screenshot();
  stage.hub.gone = false;
  await stage.sees('Kontakten med servern är tillbaka.');
  await stage.press('Visa på alla 3 skärmar');
  await stage.sees(/Visas på 2 av 3/, '.result');
});

test('a clinic that asks for approval; a chooser where there are several', async (stage) => {
  let page = await stage.signIn('reception');
  assert.equal(await page.locator('#clinic').count(), 0);
  stage.hub.clinics[0].approval = true;
  await page.reload();
  await page.click('text=Eget meddelande');
  await stage.sees('En kollega måste godkänna innan det visas.');
  await page.fill('#title-sv', 'Loppmarknad');
  await stage.press('Visa på alla 3 skärmar');
  await stage.sees('Väntar på att en kollega godkänner. Det visas inte än.');
  page = await stage.signIn('boss');
  await page.selectOption('#clinic', 'linden');
  await page.locator('.screen', { hasText: 'Linden' }).waitFor();
  assert.equal(await page.locator('.screen').count(), 1);
  await page.reload();
  await page.locator('.screen', { hasText: 'Linden' }).waitFor();
  assert.equal(await page.inputValue('#clinic'), 'linden');
});

test('a viewer looks and changes nothing', async (stage) => {
  const page = await stage.signIn('guest');
  await page.waitForSelector('.wait');
  assert.equal(await page.locator('.tile, .wait button, a.danger').count(), 0);
  assert.equal(await page.getByRole('button', { name: /Ta bort/ }).count(), 0);
});

test('what others wrote is text, whatever it looks like', async (stage) => {
  stage.hub.messages[0].title.sv = '<img src=x onerror="document.title=1"><b>Hej</b>';
  stage.hub.screens[0].name = '"><script>alert(1)</script>';
  const page = await stage.signIn();
  await stage.sees('<img src=x onerror="document.title=1"><b>Hej</b>', '.on-now');
  assert.equal(await page.locator('.on-now b, .on-now img, .screens script').count(), 0);
});

test('polling moves neither focus nor caret nor layout', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/own');
  await page.fill('#text-sv', 'Något att läsa');
  await page.evaluate(() => {
    const field = document.querySelector('#text-sv');
    field.focus();
    field.setSelectionRange(3, 5);
    globalThis.same = field;
  });
  const before = stage.calls('GET', /screens$/).length;
  await stage.until(() => stage.calls('GET', /screens$/).length > before + 1, 'two polls');
  assert.deepEqual(await page.evaluate(() => [document.activeElement === globalThis.same, globalThis.same.selectionStart, globalThis.same.selectionEnd]), [true, 3, 5]);
  await stage.go('#/');
  await page.waitForSelector('.screen img');
  const where = () => page.evaluate(() => [...document.querySelectorAll('section, .screen, .wait, .tile')].map((e) => { const r = e.getBoundingClientRect(); return [r.x, r.y, r.width, r.height].join(); }).join(' '));
  await stage.until(async () => await page.locator('.screen img').count() === 3, 'all pictures');
  const places = await where();
  for (const screen of stage.hub.screens)
    Object.assign(screen, { picture_at: new Date().toISOString(), picture: 'waits-one' });
  const polls = stage.calls('GET', /picture$/).length;
  await stage.until(() => stage.calls('GET', /picture$/).length >= polls + 3, 'new pictures');
  assert.equal(await where(), places);
});

test('identify asks the screen to show its name', async (stage) => {
  await stage.signIn();
  await stage.press('Vilken är det? Låt Entrén visa sitt namn');
  await stage.called('POST', /screens\/entrance\/identify$/);
  await stage.sees('Entrén visar sitt namn i 15 sekunder.');
});

test('all messages: change, take down, show again', async (stage) => {
  const page = await stage.signIn();
  await page.click('nav >> text=Meddelanden');
  await stage.sees('Kommer senare');
  await stage.press('Visa borttagna');
  await stage.press('Visa igen: Vaccin i oktober');
  await stage.called('POST', /messages\/old-news\/restore$/);
  await page.getByRole('link', { name: 'Ändra: Ta en nummerlapp' }).click();
  assert.equal(await page.inputValue('#title-sv'), 'Ta en nummerlapp');
  await page.fill('#title-sv', 'Ta en lapp');
  await stage.press('Spara och visa');
  const { body } = await stage.called('PUT', /messages\/queue$/);
  assert.deepEqual([body.title.sv, body.title.fi, body.priority, 'created_by' in body], ['Ta en lapp', 'Ota vuoronumero', 'important', false]);
});

test('paper: one message in all languages, all prepared emergencies', async (stage) => {
  const page = await stage.signIn();
  await page.waitForSelector('.on-now');
  await stage.go('#/print/wash');
  await page.waitForSelector('.sheet');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.sheet-text').count(), 5);
  assert.equal(await page.locator('.top').isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  await stage.go('#/print/emergencies');
  await stage.until(async () => await page.locator('.sheet').count() === 3, 'three sheets');
  stage.hub.gone = true;
  await stage.sees(/Ingen kontakt med servern/);
  assert.equal(await page.locator('.sheet').count(), 3, 'paper still works without the hub');
});

test('an admin adds a screen and a person; secrets are shown once', async (stage) => {
  const page = await stage.signIn('boss');
  await page.click('nav >> text=Hantera');
  await page.fill('#new-screen-id', 'lab');
  await page.locator('form', { has: page.locator('#new-screen-id') }).getByRole('button', { name: 'Lägg till' }).click();
  await stage.sees('a-screen-token');
  await stage.press('Stäng');
  await page.getByText('a-screen-token').waitFor({ state: 'detached' });
  await page.fill('#new-user', 'kim');
  await page.selectOption('#new-role', 'viewer');
  await page.locator('form', { has: page.locator('#new-user') }).getByRole('button', { name: 'Lägg till' }).click();
  await stage.sees('made-up-password');
  assert.deepEqual((await stage.called('POST', /users$/)).body, { user: 'kim', role: 'viewer', clinics: ['almen'] });
  assert.ok(!(await page.evaluate(() => JSON.stringify(localStorage))).includes('made-up'));
});

test('the language is switched in one press and remembered', async (stage) => {
  const page = await stage.signIn();
  await stage.press('English');
  await stage.sees('The screens now');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.match(await page.title(), /^Today – Almen Health Centre/);
  await page.reload();
  await stage.sees('The screens now');
  await stage.go('#/morning');
  await stage.until(async () => /^Morning check –/.test(await page.title()), 'the title');
});

test('on a phone a notice takes the page, and the way back is there', async (stage) => {
  const page = await stage.signIn('reception', { size: PHONE });
  await page.click('text=Använd munskydd');
  await page.waitForSelector('.preview img');
  assert.equal(await page.locator('.tiles').isVisible(), false);
  await stage.press('Visa på alla 3 skärmar');
  await stage.sees(/Visas på 2 av 3/, '.result');
  await page.locator('.back a').click();
  await page.locator('.tiles').waitFor();
});

// As the module that the browser sees it as: Node 18 takes a .js file beside no package.json for something else.
async function catalogue(language) {
  const source = readFileSync(new URL(`words.${language}.js`, STAFF), 'utf8');
  return (await import(`data:text/javascript,${encodeURIComponent(source)}`)).default;
}

test('both catalogues say the same things, and nothing is said that is not in them', async () => {
  const [sv, en] = await Promise.all(['sv', 'en'].map(catalogue));
  assert.deepEqual(Object.keys(sv), Object.keys(en));
  const source = readdirSync(fileURLToPath(STAFF)).filter((name) => /\.js$/.test(name) && !/^words\.(sv|en)/.test(name))
    .map((name) => readFileSync(new URL(name, STAFF), 'utf8')).join('\n');
  const asked = [...source.matchAll(/\bt\('([\w-]+)'/g)].map((match) => match[1]);
  assert.deepEqual(asked.filter((key) => !(key in sv)), []);
  const begun = [...source.matchAll(/`([\w-]+-)\$\{/g)].map((match) => match[1]);
  const unused = Object.keys(sv).filter((key) => !source.includes(`'${key}'`) && !begun.some((start) => key.startsWith(start)) && !/^(title|text)-in$/.test(key));
  assert.deepEqual(unused, []);
});
