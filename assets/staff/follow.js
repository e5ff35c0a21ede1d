// After Show: on which screens the message is, from their receipts. A dark panel shows nothing, whatever its computer
// says; a screen that is out of reach is named, not guessed.
import { h, say } from './dom.js';
import { get } from './api.js';
import { nameOfScreen } from './scope.js';
import { changed, note, screensFor, state } from './state.js';
import { clockSeconds, when } from './time.js';
import { t } from './words.js';

const QUICK_MS = 1000;
const SLOW_MS = 10000;
const QUICK_FOR = 120; // asks

// What a screen does with a message: shown, dark, unsure (the panel does not say), away, coming.
export function standing(screen, receipt) {
  if (!screen.online)
    return screen.last_seen ? { state: 'away', at: screen.last_seen } : { state: 'never' };
  if (screen.panel === 'off' || receipt?.panel === 'off')
    return { state: 'dark' };
  if (receipt?.first_shown_at)
    return { state: screen.panel === 'on' || receipt.panel === 'on' ? 'shown' : 'unsure', at: receipt.first_shown_at };
  return { state: 'coming' };
}

export function summary(message, receipts) {
  const rows = screensFor(message.screens).map((screen) => ({ screen,
    ...standing(screen, receipts.find((receipt) => receipt.screen === screen.id)) }));
  const of = (state) => rows.filter((row) => row.state === state);
  const shown = of('shown');
  const unsure = of('unsure');
  const since = (shown.length ? shown : unsure).map((row) => row.at).sort().at(-1);
  return { rows, shown: shown.length, unsure: unsure.length, coming: of('coming').length, all: rows.length, since };
}

export function words({ shown, unsure, coming, all, since }) {
  if (!all)
    return t('noScreens');
  if (shown)
    return t('shownOn', { n: shown, all, since: clockSeconds(since) });
  if (unsure)
    return t('reachedOn', { n: unsure, all, since: clockSeconds(since) });
  return coming ? t('onItsWay', { n: coming }) : t('shownNowhere');
}

const rowWords = (row) => t(`screen-${row.state}`, { name: nameOfScreen(row.screen), time: row.at ? when(row.at) : '–' });

// Keeps asking for a message's receipts for as long as something shows them.
export function follow(id) {
  const kept = note(`follow:${id}`, () => ({ receipts: [], asks: 0, timer: 0, told: '' }));
  kept.wanted = Date.now();
  if (!kept.timer)
    ask(id, kept);
  return kept;
}

async function ask(id, kept) {
  kept.timer = -1;
  try {
    kept.receipts = await get(`/v1/messages/${encodeURIComponent(id)}/receipts`);
    state.screens = await get(`/v1/screens?clinic=${encodeURIComponent(state.clinic.id)}`);
  } catch {
    // The banner tells of a hub that is gone; the next turn asks again.
  }
  kept.asks += 1;
  if (state.notes.get(`follow:${id}`) !== kept)
    return;
  changed();
  const message = state.messages?.find((one) => one.id === id) ?? {};
  const { coming } = summary(message, kept.receipts);
  const pause = coming > 0 && kept.asks < QUICK_FOR ? QUICK_MS : SLOW_MS;
  kept.timer = setTimeout(() => {
    kept.timer = 0;
    if (Date.now() - kept.wanted < 2 * SLOW_MS)
      ask(id, kept);
  }, pause);
}

// `tell`: what it says is also said aloud when it changes.
export function standingOf(message, { tell = false } = {}) {
  if (message.state === 'pending')
    return h('p', { class: 'notice', key: 'standing' }, t(message.approved ? 'changeWaits' : 'waitsForApproval'));
  if (message.valid_from && new Date(message.valid_from) > new Date())
    return h('p', { class: 'notice', key: 'standing' }, t('shownFrom', { time: when(message.valid_from) }));
  const kept = follow(message.id);
  const found = summary(message, kept.receipts);
  const others = found.rows.filter((row) => row.state !== 'shown');
  const text = [words(found), ...others.filter((row) => row.state !== 'coming').map(rowWords)].join(' ');
  if (tell && text !== kept.told) {
    kept.told = text;
    queueMicrotask(() => say(text));
  }
  return h('div', { class: `notice ${found.shown === found.all ? 'good' : ''}`, key: 'standing' },
    h('p', { class: 'strong' }, found.shown === found.all ? '✓ ' : '', words(found)),
    others.length ? h('ul', { class: 'plain' }, others.map((row) =>
      h('li', { key: row.screen.id }, rowWords(row)))) : null);
}
