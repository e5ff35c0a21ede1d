// The five flows, as a person goes through them.
import { assert, test } from './tap.mjs';

const minutesAway = (time) => (Date.parse(time) - Date.now()) / 60000;

test('a notice: tile, its value, Show; then where it is', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Läkaren är försenad');
  await stage.pick('40');
  await stage.sees('Läkaren är 40 min sen', '.pair');
  await stage.press('Visa på alla 3 skärmar');
  await stage.sees(/Visas på 2 av 3 skärmar sedan \d\d:\d\d:\d\d\./, '.result');
  await stage.sees('Plan 2: TV:n är av.', '.result');
  const { body } = await stage.called('POST', /^\/v1\/messages$/);
  assert.deepEqual([body.clinic, body.template], ['almen', { id: 'doctor-late', values: { minutes: 40 } }]);
  assert.ok(minutesAway(body.valid_until) > 190 && minutesAway(body.valid_until) < 201, `ends at closing time, not ${body.valid_until}`);
  assert.equal(await stage.focused(), 'result');
  assert.match(await page.textContent('#said'), /2 av 3/);
});

test('a dark panel never counts as shown, a silent one is told', async (stage) => {
  Object.assign(stage.hub.screens[0], { panel: 'unknown' });
  Object.assign(stage.hub.screens[1], { online: false });
  const page = await stage.signIn();
  await page.click('text=Använd munskydd');
  await stage.press('Visa på alla 3 skärmar');
  await stage.sees(/Framme på 1 av 3 skärmar sedan/, '.result');
  await stage.sees('Entrén: TV:n säger inte om den är på.', '.result');
  await stage.sees(/Väntrum B: ingen kontakt sedan/, '.result');
  await stage.sees('Plan 2: TV:n är av.', '.result');
  assert.equal(await page.locator('.result').getByText(/Visas på/).count(), 0);
});

test('a notice with the keyboard alone', async (stage) => {
  const page = await stage.signIn();
  await stage.tabTo('Läkaren är försenad');
  await page.keyboard.press('Enter');
  await stage.until(async () => await stage.focused() === 'panel-heading', 'the panel has the focus');
  await stage.tabTo('20');
  await page.keyboard.press('Space');
  await stage.sees('Läkaren är 20 min sen', '.pair');
  await page.keyboard.press('ArrowRight');
  await stage.sees('Läkaren är 40 min sen', '.pair');
  await stage.tabTo('Visa på alla 3 skärmar');
  await page.keyboard.press('Enter');
  await stage.sees(/Visas på 2 av 3/, '.result');
  assert.equal((await stage.called('POST', /messages$/)).body.template.values.minutes, 40);
});

test('another value, another end, chosen screens', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Läkaren är försenad');
  await page.locator('.value').getByText('annat …').click();
  await page.fill('#value-minutes', '55');
  await page.getByText(/^en timme, till/).click();
  await page.locator('.scope').getByText('välj …').click();
  await stage.sees('Välj minst en skärm.');
  await page.getByText('Entrén', { exact: true }).last().click();
  await stage.press('Visa på Entrén');
  await stage.sees(/Visas på skärmen sedan/, '.result');
  const { body } = await stage.called('POST', /messages$/);
  assert.deepEqual([body.template.values.minutes, body.screens], [55, ['entrance']]);
  assert.ok(Math.abs(minutesAway(body.valid_until) - 60) < 3, body.valid_until);
});

test('the preview of each language, the Swedish beside it', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Läkaren är försenad');
  await stage.pick('20');
  await page.getByText('العربية').click();
  const arabic = page.locator('.pair [lang="ar"]').first();
  await arabic.waitFor();
  assert.deepEqual([await arabic.getAttribute('dir'), await arabic.textContent()], ['rtl', 'الطبيب متأخر 20 دقيقة']);
  await stage.sees('Läkaren är 20 min sen', '.pair');
  await page.waitForSelector('.preview img[alt*="arabiska"]');
  const { query, body } = await stage.called('POST', /preview$/, 2);
  assert.deepEqual([query.language, query.screen, body.template.values.minutes], ['ar', 'entrance', 20]);
  await stage.sees('Ett varv tar 7 min 10 s, 40 s mer än nu.', '.preview');
});

test('a wait in one press, still right, and back again', async (stage) => {
  const page = await stage.signIn();
  await stage.press('Drop-in: 30 min');
  assert.deepEqual((await stage.called('PUT', /waits\/drop-in$/)).body,
    { state: 'open', accepting: 'yes', wait: { from: 30, unit: 'minute', bound: 'about' }, level: null });
  await stage.sees('Drop-in: 30 min. Visas på skärmarna.');
  await stage.press('Ångra: Drop-in');
  assert.equal((await stage.called('PUT', /waits\/drop-in$/, 2)).body.wait.from, 45);
  await stage.press('Läkare: Stämmer ännu');
  assert.deepEqual((await stage.called('PUT', /waits\/doctor$/)).body, {});
  await stage.press('Drop-in: inga nya tas emot');
  assert.deepEqual((await stage.called('PUT', /waits\/drop-in$/, 3)).body, { accepting: 'no_new' });
  await stage.press('Drop-in: lång väntan');
  assert.equal((await stage.called('PUT', /waits\/drop-in$/, 4)).body.level, 'long');
  await page.locator('[aria-label="Drop-in: lång väntan"][aria-pressed="true"]').waitFor();
});

test('a wait from the queue system in two presses, any number, and weeks', async (stage) => {
  const page = await stage.signIn();
  await stage.press('Provtagning: Ändra för hand');
  await stage.press('Provtagning: 15 min');
  assert.equal((await stage.called('PUT', /waits\/lab$/)).body.wait.from, 15);
  await stage.press('Fysioterapeut: Ändra för hand');
  await stage.press('Fysioterapeut: 8 veckor');
  assert.deepEqual((await stage.called('PUT', /waits\/physio$/)).body.wait, { from: 8, unit: 'week', bound: 'about' });
  await stage.press('Drop-in: annat …');
  await page.fill('#other-drop-in', '2');
  await page.selectOption('#unit-drop-in', 'hour');
  await stage.press('Sätt', { exact: true });
  assert.deepEqual((await stage.called('PUT', /waits\/drop-in$/)).body.wait, { from: 2, unit: 'hour', bound: 'about' });
});

test('taking down beside the live picture, and undo', async (stage) => {
  const page = await stage.signIn();
  stage.hub.screens[2].online = false;
  await page.locator('.screen', { hasText: 'Väntrum B' }).getByRole('button', { name: /Ta bort/ }).click();
  await stage.called('DELETE', /messages\/wash$/);
  await stage.sees('”Tvätta händerna” är borttaget.', '.strip');
  await stage.sees('Plan 2 nås inte och kan visa det ännu: gå dit.', '.strip');
  await stage.until(async () => await stage.focused() === 'undo', 'Undo has the focus');
  await page.keyboard.press('Enter');
  await stage.called('POST', /messages\/wash\/restore$/);
  await stage.until(() => stage.hub.messages[0].state === 'active', 'it is back');
});

test('undo ends after ten seconds, the screens to go to stay named', async (stage) => {
  const page = await stage.signIn();
  await page.clock.install();
  stage.hub.screens[2].online = false;
  await page.locator('.screen', { hasText: 'Väntrum B' }).getByRole('button', { name: /Ta bort/ }).click();
  await page.waitForSelector('#undo', { state: 'attached' });
  await page.clock.runFor(11000);
  await page.waitForSelector('#undo', { state: 'detached' });
  await stage.sees(/Plan 2 nås inte/, '.strip');
});

const hold = async (page, down, up) => {
  await down();
  await page.waitForFunction(() => document.querySelector('#hold-progress')?.value > 300);
  await up();
};

test('an emergency is held for two seconds; less does nothing', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Nödmeddelande …');
  await stage.sees('Det här är inget brandlarm.');
  await stage.pick('Lämna lokalen');
  const button = await stage.button('Visa på alla 3 skärmar');
  await page.waitForSelector('.preview img');
  await button.hover();
  await hold(page, () => page.mouse.down(), () => page.mouse.up());
  await stage.until(async () => /två sekunder/.test(await page.textContent('#said')), 'it says to hold on');
  assert.equal(stage.calls('POST', /messages$/).length, 0);
  await page.mouse.down();
  const { body } = await stage.called('POST', /messages$/);
  await page.mouse.up();
  assert.deepEqual(body.template, { id: 'leave', values: {} });
  assert.ok(minutesAway(body.valid_until) > 230 && minutesAway(body.valid_until) <= 241, body.valid_until);
  await stage.sees('Nödmeddelande visas', '.running');
  await stage.sees(/Visas på 2 av 3/, '.running');
});

test('an emergency by holding Enter, danger over later', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/emergency');
  await stage.pick('Stanna inomhus');
  const button = await stage.button('Visa på alla 3 skärmar');
  await button.focus();
  await hold(page, () => page.keyboard.down('Enter'), () => page.keyboard.up('Enter'));
  assert.equal(stage.calls('POST', /messages$/).length, 0);
  await button.focus();
  await page.keyboard.down('Enter');
  await stage.called('POST', /messages$/);
  await page.keyboard.up('Enter');
  await stage.press('Faran över …');
  await stage.press('Faran över: visa på alla 3 skärmar');
  const over = await stage.called('POST', /messages$/, 2);
  assert.equal(over.body.template.id, 'call-off');
  await stage.called('DELETE', /messages\/made-1$/);
  const order = stage.hub.calls.filter(({ method, path }) => method === 'DELETE' || method === 'POST' && /messages$/.test(path)).map(({ method }) => method);
  assert.deepEqual(order, ['POST', 'POST', 'DELETE'], 'never without a word between');
});

test('an emergency in two steps for who cannot hold', async (stage) => {
  await stage.signIn();
  await stage.go('#/emergency');
  await stage.pick('Lämna lokalen');
  await stage.press('Jag kan inte hålla nere');
  await stage.press('Steg 1 av 2');
  assert.equal(stage.calls('POST', /messages$/).length, 0);
  await stage.press('Visa på alla 3 skärmar');
  await stage.called('POST', /messages$/);
});

test('a click that cannot be held (assistive technology) leads to the two steps', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/emergency');
  await stage.pick('Lämna lokalen');
  await page.waitForSelector('#hold');
  await page.evaluate(() => document.querySelector('#hold').click());
  await stage.sees('Steg 1 av 2');
  assert.equal(stage.calls('POST', /messages$/).length, 0);
});

test('the drill is a flow of its own', async (stage) => {
  const page = await stage.signIn();
  await stage.go('#/emergency');
  await page.click('text=Öva i stället');
  await stage.sees(/Ordet övning står på varje sida/);
  await stage.pick('Lämna lokalen');
  await stage.press('Öva på alla 3 skärmar');
  assert.equal((await stage.called('POST', /messages$/)).body.drill, true);
  await stage.press('Avsluta övningen');
  await stage.called('DELETE', /messages\/made/);
});

test('free emergency texts are for admins', async (stage) => {
  const page = await stage.signIn('reception', { path: '/staff/#/emergency/free' });
  await stage.sees('Vad ska stå på skärmarna?');
  assert.equal(await page.locator('#free-title-sv').count(), 0);
  await stage.signIn('boss');
  await stage.go('#/emergency');
  await stage.page.click('text=Egen text (administratör)');
  await stage.page.fill('#free-title-sv', 'Gasläcka på gården');
  await stage.page.fill('#free-text-sv', 'Gå ut genom entrén.');
  await stage.press('Jag kan inte hålla nere');
  await stage.press('Steg 1 av 2');
  await stage.press('Visa på alla 3 skärmar');
  const { body } = await stage.called('POST', /messages$/);
  assert.deepEqual([body.priority, body.kind, body.title], ['emergency', 'alert', { sv: 'Gasläcka på gården' }]);
});

test('the morning check: what is wrong, what ends, what is due, what waits', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Morgonkoll');
  await stage.sees('Plan 2', '[aria-labelledby="check-screens"]');
  await stage.sees('En väntetid är gammal');
  await stage.sees('Ett meddelande slutar i dag');
  await stage.sees('Ett meddelande behöver granskas');
  await stage.sees('Ett meddelande väntar på godkännande');
  await stage.press('Läkare: Stämmer ännu');
  await stage.sees('Väntetiderna är färska');
  await stage.press('Gäller ännu: Gå gärna en runda');
  const { body } = await stage.called('PUT', /messages\/walk$/);
  assert.ok(body.review_by > '2026-12' && body.reviewed_at, JSON.stringify(body));
});

test('approval by a second person', async (stage) => {
  const page = await stage.signIn();
  await page.click('text=Morgonkoll');
  await stage.press('Se hur det ser ut');
  await page.waitForSelector('.pending .preview img');
  await stage.press('Godkänn: Nya parkeringsregler');
  await stage.called('POST', /messages\/parking\/approval$/);
  await stage.sees(/Visas på 2 av 3/);
  await stage.signIn('nurse');
  stage.hub.messages.find(({ id }) => id === 'parking').state = 'pending';
  await stage.go('#/morning');
  await stage.sees('En annan än den som skrev måste godkänna.');
  assert.equal(await stage.page.getByRole('button', { name: /^Godkänn/ }).count(), 0);
});

test('what was approved goes on being shown while a change to it waits', async (stage) => {
  const parking = stage.hub.messages.find(({ id }) => id === 'parking');
  Object.assign(parking, { state: 'pending', created_by: 'reception', changed_by: 'nurse', changed_at: parking.issued_at,
    approved: { ...parking, title: { sv: 'Gamla parkeringsregler' }, priority: 'important' } });
  const page = await stage.signIn();
  await stage.sees('Gamla parkeringsregler', '.on-now');
  await stage.go('#/messages');
  await stage.sees(/Till dess visas det som godkändes förut/, '.pending');
  assert.equal(await page.getByRole('button', { name: 'Godkänn: Nya parkeringsregler' }).count(), 1, 'whoever made it first may');
  await stage.go('#/message/parking');
  await stage.sees(/Till dess visas det som godkändes förut/);
  await stage.go('#/messages');
  await stage.press('Behåll det som visas i stället för Nya parkeringsregler');
  await stage.called('DELETE', /messages\/parking\/approval$/);
  await stage.until(async () => await page.locator('.pending').count() === 0, 'nothing waits any more');
  await stage.sees('Gamla parkeringsregler', '.message');
});
