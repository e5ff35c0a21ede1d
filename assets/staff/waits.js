// Waits by hand: one press sets a value, one renews it. The value before comes back by Undo.
import { h, focusLater, say } from './dom.js';
import { call } from './api.js';
import { button, field, select } from './fields.js';
import { sentence } from './problems.js';
import { changed, mayEdit, note, refresh, state } from './state.js';
import { when } from './time.js';
import { of, t } from './words.js';

const MINUTES = [15, 30, 45, 60];
const WEEKS = [2, 4, 8, 12];
const kept = (wait) => note(`wait:${wait.id}`);

export function valueWords(wait) {
  if (wait.state === 'closed')
    return t('waitClosed');
  const full = { no_new: t('waitNoNew'), full: t('waitFull') }[wait.accepting];
  const span = wait.wait;
  const value = span ? t(`bound-${span.bound ?? 'about'}`, { time: t(`amount-${span.unit}`,
    { n: span.to ?? span.from, text: span.to && span.to !== span.from ? `${span.from}–${span.to}` : `${span.from}` }) })
    : wait.level ? t(`level-${wait.level}`) : wait.state === 'unavailable' || !full ? t('waitUnknown') : '';
  return [value, full].filter(Boolean).join(', ');
}

const byHand = (wait) => wait.statistic === 'staff';
export const isStale = (wait) => ['old', 'withdrawn'].includes(wait.freshness);

// What brings back the value that stands now.
function undoOf(wait) {
  const body = {};
  for (const name of ['state', 'accepting', 'wait', 'level', 'statistic', 'measured_at', 'good_for_s', 'source'])
    body[name] = wait[name] ?? null;
  if (body.accepting === null)
    body.accepting = 'yes';
  return body;
}

async function set(wait, body, renewed) {
  const place = kept(wait);
  const undo = undoOf(wait);
  try {
    const { body: fresh } = await call('PUT', `/v1/waits/${encodeURIComponent(wait.id)}`, { body });
    state.waits = state.waits.map((one) => (one.id === wait.id ? { ...one, ...fresh } : one));
    place.done = { text: renewed ? t('waitRenewed', { name: of(wait.name) })
      : t('waitSet', { name: of(wait.name), value: valueWords(fresh) }), undo };
    place.wrong = '';
    place.open = false;
  } catch (problem) {
    place.wrong = sentence(problem);
    place.done = null;
  }
  say(place.wrong || place.done.text, Boolean(place.wrong));
  changed();
  refresh();
}

async function undo(wait) {
  const place = kept(wait);
  const { undo: body } = place.done;
  place.done = null;
  await set(wait, body, false);
  place.done = null;
  changed();
  focusLater(`#wait-${CSS.escape(wait.id)}`);
}

export function choicesOf(wait) {
  const unit = wait.measure === 'planned' ? 'week' : 'minute';
  const numbers = (unit === 'week' ? WEEKS : MINUTES).map((n) => ({
    label: `${n}`, aria: t(`amount-${unit}`, { n, text: `${n}` }),
    now: wait.state === 'open' && wait.wait?.from === n && !wait.wait.to && wait.wait.unit === unit && wait.accepting !== 'no_new',
    body: { state: 'open', accepting: 'yes', wait: { from: n, unit, bound: 'about' }, level: null },
  }));
  return [...numbers,
    { label: t('chipLong'), aria: t('level-long'), now: wait.state === 'open' && !wait.wait && wait.level === 'long' && wait.accepting !== 'no_new',
      body: { state: 'open', accepting: 'yes', wait: null, level: 'long' } },
    ...(wait.measure === 'planned' || wait.measure === 'delay' ? [] : [
      { label: t('chipNoNew'), aria: t('waitNoNew'), now: wait.accepting === 'no_new', body: { accepting: 'no_new' } }])];
}

function chipsOf(wait) {
  const name = of(wait.name);
  return h('div', { class: 'chip-row', role: 'group', 'aria-label': t('setWait', { name }) },
    choicesOf(wait).map((choice) => button(choice.label, () => set(wait, choice.body, false), {
      key: choice.label, class: `chip-button ${choice.now ? 'now' : ''}`, 'aria-pressed': String(choice.now),
      'aria-label': `${name}: ${choice.aria}` })),
    button(t('other'), () => {
      kept(wait).other = !kept(wait).other;
      changed();
      if (kept(wait).other)
        focusLater(`#other-${CSS.escape(wait.id)}`);
    }, { class: 'chip-button', 'aria-expanded': String(Boolean(kept(wait).other)), 'aria-label': `${name}: ${t('other')}` }));
}

function otherForm(wait) {
  const place = kept(wait);
  const unit = () => place.unit ?? (wait.measure === 'planned' ? 'week' : 'minute');
  const submit = (event) => {
    event.preventDefault();
    const from = Number(place.number);
    if (!(from >= 0) || !place.number)
      return;
    place.other = false;
    set(wait, { state: 'open', accepting: 'yes', wait: { from, unit: unit(), bound: 'about' }, level: null }, false);
  };
  return h('form', { class: 'row other-wait', onsubmit: submit, key: 'other' },
    field(`other-${wait.id}`, t('howLongWait'), { type: 'number', min: 0, max: 999, inputmode: 'numeric', required: true,
      value: place.number ?? '', oninput: (event) => { place.number = event.target.value; } }),
    select(`unit-${wait.id}`, t('unit'), ['minute', 'hour', 'day', 'week'].map((value) => ({ value,
      label: t(`unit-${value}`) })), unit(), (value) => {
      place.unit = value;
      changed();
    }),
    h('button', { type: 'submit', class: 'small' }, t('set')),
    button(t('waitClosed'), () => {
      place.other = false;
      set(wait, { state: 'closed', wait: null, level: null }, false);
    }, { class: 'small quiet' }));
}

export function waitRow(wait) {
  const place = kept(wait);
  const name = of(wait.name);
  const open = byHand(wait) || isStale(wait) || place.open || wait.state === 'unavailable';
  const from = wait.measured_at ? t(byHand(wait) ? 'setAt' : 'measuredAt', { time: when(wait.measured_at),
    source: wait.source || t('queueSystem') }) : '';
  return h('li', { class: 'wait', key: wait.id, id: `wait-${wait.id}`, tabindex: '-1' },
    h('div', { class: 'wait-line' },
      h('p', { class: 'wait-name' }, h('strong', {}, name), wait.care_priority ? ` (${t(`care-${wait.care_priority}`)})` : '',
        ' · ', valueWords(wait), from ? h('span', { class: 'hint' }, ` · ${from}`) : null,
        isStale(wait) ? h('span', { class: 'worry' }, ` ⚠ ${t(`fresh-${wait.freshness}`)}`) : null),
      mayEdit() ? h('div', { class: 'wait-do' },
        open ? chipsOf(wait) : button(t('byHand'), () => {
          place.open = true;
          changed();
          focusLater(`#wait-${CSS.escape(wait.id)} .chip-button`);
        }, { class: 'chip-button', 'aria-label': `${name}: ${t('byHand')}` }),
        byHand(wait) && wait.measured_at ? button(t('stillRight'), () => set(wait, {}, true),
          { class: 'chip-button still', 'aria-label': `${name}: ${t('stillRight')}` }) : null) : null),
    place.other ? otherForm(wait) : null,
    place.done ? h('p', { class: 'done', key: 'done' }, '✓ ', place.done.text, ' ',
      button(t('undo'), () => undo(wait), { class: 'link', 'aria-label': `${t('undo')}: ${name}` })) : null,
    place.wrong ? h('p', { class: 'field-wrong', key: 'wrong' }, place.wrong) : null);
}

export function waitRows(waits = state.waits) {
  if (!waits)
    return h('p', { class: 'hint' }, t('loading'));
  return waits.length ? h('ul', { class: 'waits card' }, waits.map(waitRow)) : h('p', { class: 'hint' }, t('noWaits'));
}
