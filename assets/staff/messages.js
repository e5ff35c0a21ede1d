// All messages: what waits for approval, what is on, what comes later, what was taken down.
import { h, say } from './dom.js';
import { call, post, get, nextOf } from './api.js';
import { button } from './fields.js';
import { standingOf } from './follow.js';
import { newLook, preview } from './preview.js';
import { sentence } from './problems.js';
import { nameOfScreen } from './scope.js';
import { changed, inClinic, isLater, isOver, languages, mayEdit, me, messageOf, note, refresh, screensFor, shownMessages, state } from './state.js';
import { day, when, whenFull } from './time.js';
import { direction, listOf, nameOf, of, t } from './words.js';
import { restoreMessage, withdraw } from './withdraw.js';

export const title = (args) => (args[0] ? of(messageOf(args[0])?.title) || t('navMessages') : t('navMessages'));

const link = (name, message) => `#/${name}/${encodeURIComponent(message.id)}`;

export function lifeWords(message) {
  const from = isLater(message) ? t('startsAt', { time: whenFull(message.valid_from) }) : '';
  const end = message.valid_until ? t(isOver(message) ? 'endedAt' : 'endsAt', { time: when(message.valid_until) })
    : message.review_by ? t('endsReview', { time: day(message.review_by) }) : t('endsNever');
  return [from, end].filter(Boolean).join(', ');
}

function row(message, actions) {
  const where = message.screens?.length ? listOf(screensFor(message.screens).map(nameOfScreen)) : t('everywhere');
  const lacking = languages().filter((language) => !message.title?.[language]);
  return h('li', { class: 'message', key: message.id },
    h('div', {},
      h('h3', {}, h('a', { href: link('message', message) }, message.drill ? `${t('drillWord')}: ` : '', of(message.title))),
      h('p', { class: 'hint' }, [t(`short-${message.priority ?? 'normal'}`), lifeWords(message), where,
        message.created_by ? t('by', { who: message.changed_by ?? message.created_by }) : ''].filter(Boolean).join(' · ')),
      lacking.length ? h('p', { class: 'hint' }, t('lacks', { languages: listOf(lacking.map(nameOf)) })) : null),
    h('div', { class: 'row' }, actions(message)));
}

const actionsFor = (message) => [
  mayEdit() ? h('a', { class: 'button small quiet', href: link('change', message),
    'aria-label': t('changeNamed', { title: of(message.title) }) }, t('change')) : null,
  mayEdit() ? button(t('withdraw'), () => withdraw(message),
    { class: 'small', 'aria-label': t('withdrawNamed', { title: of(message.title) }) }) : null,
];

export async function approve(message) {
  const kept = note(`approve:${message.id}`);
  try {
    await post(`/v1/messages/${encodeURIComponent(message.id)}/approval`);
    say(t('approved', { title: of(message.title) }));
    location.hash = link('message', message);
  } catch (problem) {
    kept.wrong = problem.status === 403 ? t('notYourOwn') : sentence(problem);
    say(kept.wrong, true);
  }
  await refresh();
  changed();
}

// What its writer confirmed need not be confirmed again to be looked at.
const DOUBTS = ['ten-digits', 'failed-check', 'number-word', 'name-beside-room', 'birth-date', 'car-plate'];

async function keepApproved(message) {
  const kept = note(`approve:${message.id}`);
  try {
    await call('DELETE', `/v1/messages/${encodeURIComponent(message.id)}/approval`);
    say(t('keptApproved', { title: of(message.approved.title) }));
  } catch (problem) {
    kept.wrong = sentence(problem);
    say(kept.wrong, true);
  }
  await refresh();
  changed();
}

const writerOf = (message) => message.changed_by ?? message.created_by;

// One that waits: whoever approves sees what they approve.
export function pendingRow(message) {
  const kept = note(`approve:${message.id}`, () => ({ view: {}, look: newLook() }));
  const mine = writerOf(message) === me();
  Object.assign(kept.look, { check: { message }, confirmed: DOUBTS });
  return h('li', { class: 'pending card', key: message.id },
    h('h3', {}, of(message.title)),
    h('p', { class: 'hint' }, t('pendingFrom', { who: writerOf(message) ?? '', time: when(message.changed_at ?? message.created_at ?? message.issued_at) }), ' · ',
      t(`short-${message.priority ?? 'normal'}`), ' · ', lifeWords(message)),
    message.approved ? h('p', { class: 'hint' }, t('changeWaits')) : null,
    kept.open ? preview(`pending-${message.id}`, kept.look, kept.view, (view) => {
      kept.view = view;
      changed();
    }, message.screens, 'h4') : null,
    kept.wrong ? h('p', { class: 'field-wrong' }, kept.wrong) : null,
    h('div', { class: 'row' },
      button(t(kept.open ? 'hidePreview' : 'showPreview'), () => {
        kept.open = !kept.open;
        changed();
      }, { class: 'quiet', 'aria-expanded': String(Boolean(kept.open)) }),
      mine ? h('p', { class: 'hint' }, t('notYourOwn')) : mayEdit() ? button(t('approve'), () => approve(message),
        { class: 'main', 'aria-label': t('approveNamed', { title: of(message.title) }) }) : null,
      message.approved && mayEdit() ? button(t('keepApproved'), () => keepApproved(message),
        { class: 'small', 'aria-label': t('keepApprovedNamed', { title: of(message.title) }) }) : null,
      mayEdit() ? actionsFor(message) : null));
}

export const pending = () => (state.messages ?? []).filter((message) => message.state === 'pending');

async function readWithdrawn(kept, path) {
  kept.busy = true;
  try {
    const { body, headers } = await call('GET', path);
    kept.list = [...(kept.list ?? []), ...body];
    kept.next = nextOf(headers);
  } catch (problem) {
    kept.wrong = sentence(problem);
  }
  kept.busy = false;
  changed();
}

function withdrawnSection() {
  const kept = note('withdrawn');
  const read = () => {
    kept.list = [];
    readWithdrawn(kept, inClinic('/v1/messages', { state: 'withdrawn', limit: 25 }));
  };
  const list = (kept.list ?? []).filter((message) => !messageOf(message.id));
  return h('section', { 'aria-labelledby': 'withdrawn-heading' },
    h('h2', { id: 'withdrawn-heading' }, t('takenDown')),
    kept.list ? null : button(t('showTakenDown'), read, { class: 'quiet' }),
    kept.wrong ? h('p', { class: 'field-wrong' }, kept.wrong) : null,
    kept.list ? list.length ? h('ul', { class: 'messages card' }, list.map((message) => row(message, () =>
      (mayEdit() ? button(t('showAgain'), () => restoreMessage(message),
        { class: 'small quiet', 'aria-label': t('showAgainNamed', { title: of(message.title) }) }) : null))))
      : h('p', { class: 'hint' }, t('noneTakenDown')) : null,
    kept.next ? button(t('more'), () => readWithdrawn(kept, kept.next), { class: 'quiet' }) : null);
}

function section(id, heading, list, otherwise) {
  return h('section', { 'aria-labelledby': id, key: id },
    h('h2', { id }, heading),
    list.length ? h('ul', { class: 'messages card' }, list.map((message) => row(message, actionsFor)))
      : h('p', { class: 'hint' }, otherwise));
}

export function view(args) {
  if (args[0])
    return one(args[0]);
  const waiting = pending();
  const active = shownMessages();
  return h('div', { class: 'page', key: 'messages' },
    h('div', { class: 'row between' }, h('h1', { tabindex: '-1' }, t('navMessages')),
      mayEdit() ? h('a', { class: 'button main', href: '#/own' }, t('ownMessage')) : null),
    state.messages ? [
      waiting.length ? h('section', { 'aria-labelledby': 'pending-heading' },
        h('h2', { id: 'pending-heading' }, t('waitsForApprovalHeading')),
        h('ul', { class: 'plain' }, waiting.map(pendingRow))) : null,
      section('active-heading', t('onScreens'), active.filter((message) => !isLater(message)), t('nothingOn')),
      active.some(isLater) ? section('later-heading', t('later'), active.filter(isLater), '') : null,
      withdrawnSection(),
    ] : h('p', { class: 'hint' }, t('loading')));
}

// One message: what it says, where it is, and what can be done with it.
function one(id) {
  const message = messageOf(id) ?? note(`read:${id}`).message;
  if (!message) {
    const kept = note(`read:${id}`);
    if (state.messages && !kept.asked) {
      kept.asked = true;
      get(`/v1/messages/${encodeURIComponent(id)}`).then((body) => { kept.message = body; }).catch(() => { kept.gone = true; })
        .finally(changed);
    }
    return h('div', { class: 'page' }, h('h1', { tabindex: '-1' }, t('navMessages')),
      h('p', { class: 'hint' }, kept.gone ? t('problemGone') : t('loading')));
  }
  return h('div', { class: 'page', key: `message-${id}` },
    h('p', { class: 'back' }, h('a', { href: '#/messages' }, '← ', t('navMessages'))),
    h('h1', { tabindex: '-1' }, of(message.title)),
    h('p', { class: 'hint' }, [t(`short-${message.priority ?? 'normal'}`), lifeWords(message),
      message.created_by ? t('by', { who: message.changed_by ?? message.created_by }) : ''].filter(Boolean).join(' · ')),
    standingOf(message, { tell: true }),
    h('div', { class: 'card texts-read' }, Object.keys(message.title).map((language) => h('section', { key: language,
      'aria-label': nameOf(language) },
    h('p', { class: 'label' }, nameOf(language)),
    h('div', { lang: language, dir: direction(language) },
      h('p', { class: 'pair-title' }, message.title[language]),
      message.text?.[language] ? h('p', {}, message.text[language]) : null)))),
    h('div', { class: 'row' },
      message.state === 'pending' && writerOf(message) !== me() && mayEdit()
        ? button(t('approve'), () => approve(message), { class: 'main' }) : null,
      actionsFor(message),
      h('a', { class: 'button small quiet', href: link('print', message) }, t('print'))));
}

