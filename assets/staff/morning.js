// The morning check: one look at what could be wrong, each with what to do about it.
import { h, say } from './dom.js';
import { call, get } from './api.js';
import { button } from './fields.js';
import { pending, pendingRow } from './messages.js';
import { sentence } from './problems.js';
import { conditionOf, problemsOf } from './screens.js';
import { nameOfScreen } from './scope.js';
import { changed, inClinic, mayEdit, messageOf, note, refresh, state } from './state.js';
import { now, rfc, toLocal, when, whenFull } from './time.js';
import { of, t } from './words.js';
import { isStale, waitRows } from './waits.js';
import { withdraw } from './withdraw.js';

const REVIEW_DAYS = 90;

export const title = () => t('navMorning');

function part(id, heading, well, body) {
  return h('section', { class: 'check-part card', 'aria-labelledby': id, key: id },
    h('h2', { id }, h('span', { class: well ? 'mark good-mark' : 'mark worry-mark', 'aria-hidden': 'true' }, well ? '✓' : '⚠'), ' ', heading),
    body);
}

function screens() {
  const list = state.screens ?? [];
  const well = list.every((screen) => conditionOf(screen).good && !problemsOf(screen).length);
  return part('check-screens', well ? t('checkScreensWell', { n: list.length }) : t('checkScreens'), well,
    h('ul', { class: 'plain lines' }, list.map((screen) => {
      const { good, text } = conditionOf(screen);
      return h('li', { key: screen.id }, h('strong', {}, nameOfScreen(screen)), ' ',
        h('span', { class: good ? 'calm' : 'worry' }, good ? '✓ ' : '⚠ ', [text, ...problemsOf(screen)].join(' · ')));
    })));
}

function waits() {
  const old = (state.waits ?? []).filter(isStale);
  return part('check-waits', old.length ? t('checkWaits', { n: old.length }) : t('checkWaitsWell'), !old.length,
    old.length ? waitRows(old) : null);
}

async function stillGood(message) {
  const kept = note(`review:${message.id}`);
  const path = `/v1/messages/${encodeURIComponent(message.id)}`;
  try {
    const { body, headers } = await call('GET', path);
    const far = toLocal(new Date(now().getTime() + REVIEW_DAYS * 86400000)).slice(0, 10);
    await call('PUT', path, { body: { ...body, reviewed_at: toLocal(now()).slice(0, 10), review_by: far },
      headers: headers.get('ETag') ? { 'If-Match': headers.get('ETag') } : {} });
    kept.wrong = '';
    say(t('reviewed', { title: of(message.title), time: far }));
  } catch (problem) {
    kept.wrong = sentence(problem);
    say(kept.wrong, true);
  }
  state.review = await get(inClinic('/v1/review')).catch(() => state.review);
  await refresh();
}

function reviewRow(item) {
  const message = messageOf(item.id) ?? { id: item.id, title: item.title };
  const name = of(item.title ?? message.title);
  const kept = note(`review:${item.id}`);
  return h('li', { key: `${item.why}-${item.id}`, class: 'message' },
    h('div', {}, h('p', {}, h('a', { href: `#/message/${encodeURIComponent(item.id)}` }, h('strong', {}, name)), ' · ',
      t(`why-${item.why}`, { time: item.why === 'ends-today' ? when(item.at) : item.at ? whenFull(item.at).replace(/ \S+$/, '') : '' })),
    kept.wrong ? h('p', { class: 'field-wrong' }, kept.wrong) : null),
    mayEdit() ? h('div', { class: 'row' },
      item.why === 'ends-today' ? h('a', { class: 'button small quiet', href: `#/change/${encodeURIComponent(item.id)}`,
        'aria-label': `${t('prolong')}: ${name}` }, t('prolong'))
        : button(t('stillGood'), () => stillGood(message), { class: 'small quiet', 'aria-label': `${t('stillGood')}: ${name}` }),
      button(t('withdraw'), () => withdraw(message), { class: 'small', 'aria-label': t('withdrawNamed', { title: name }) })) : null);
}

function review() {
  const list = state.review ?? [];
  const ends = list.filter((item) => item.why === 'ends-today');
  const due = list.filter((item) => item.why !== 'ends-today');
  return [
    part('check-ends', ends.length ? t('checkEnds', { n: ends.length }) : t('checkEndsWell'), true,
      ends.length ? h('ul', { class: 'messages' }, ends.map(reviewRow)) : null),
    part('check-due', due.length ? t('checkDue', { n: due.length }) : t('checkDueWell'), !due.length,
      due.length ? h('ul', { class: 'messages' }, due.map(reviewRow)) : null),
  ];
}

function approvals() {
  const list = pending();
  return part('check-pending', list.length ? t('checkPending', { n: list.length }) : t('checkPendingWell'), !list.length,
    list.length ? h('ul', { class: 'plain' }, list.map(pendingRow)) : null);
}

export function view() {
  const kept = note('morning');
  if (!state.review && !kept.asked) {
    kept.asked = true;
    get(inClinic('/v1/review')).then((body) => { state.review = body; }).catch(() => {}).finally(changed);
  }
  return h('div', { class: 'page morning', key: 'morning' },
    h('h1', { tabindex: '-1' }, t('navMorning')),
    h('p', { class: 'hint' }, t('morningMore', { time: whenFull(rfc(now())) })),
    state.screens && state.waits && state.review ? [screens(), waits(), review(), approvals()] : h('p', { class: 'hint' }, t('loading')));
}
