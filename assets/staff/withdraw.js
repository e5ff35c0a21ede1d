// Taking a message down, with ten seconds to think again, and naming the screens that may still show it.
import { h, focusLater, say } from './dom.js';
import { call, post } from './api.js';
import { button } from './fields.js';
import { sentence } from './problems.js';
import { nameOfScreen } from './scope.js';
import { changed, refresh, screensFor, state } from './state.js';
import { of, t } from './words.js';

const UNDO_S = 10;
const path = (id) => `/v1/messages/${encodeURIComponent(id)}`;

export async function withdraw(message) {
  const title = of(message.title);
  try {
    await call('DELETE', path(message.id));
  } catch (problem) {
    if (problem.status !== 404) {
      tell({ message, failed: sentence(problem) });
      return false;
    }
  }
  clearInterval(state.undo?.timer);
  const undo = { message, left: UNDO_S };
  undo.timer = setInterval(() => {
    undo.left -= 1;
    if (undo.left <= 0) {
      clearInterval(undo.timer);
      if (document.activeElement?.id === 'undo')
        focusLater('h1');
      if (state.undo === undo && !left(undo.message).length)
        state.undo = null;
    }
    changed();
  }, 1000);
  tell(undo);
  say([t('withdrawn', { title }), goThere(message)].filter(Boolean).join(' '));
  focusLater('#undo');
  await refresh();
  return true;
}

function tell(undo) {
  state.undo = undo;
  if (undo.failed)
    say(undo.failed, true);
  changed();
}

async function restore(undo) {
  clearInterval(undo.timer);
  try {
    await post(`${path(undo.message.id)}/restore`);
    state.undo = null;
    say(t('restored', { title: of(undo.message.title) }));
    focusLater('h1');
  } catch (problem) {
    tell({ message: undo.message, failed: sentence(problem) });
  }
  await refresh();
}

export const restoreMessage = (message) => restore({ message });

// The screens of a message that the hub cannot reach: someone has to go there.
const outOfReach = (message) => screensFor(message.screens).filter((screen) => !screen.online);

// The screens that may still show it.
function left(message) {
  return screensFor(message.screens).filter((screen) =>
    !screen.online || !screen.current || screen.showing?.id === message.id);
}

function goThere(message) {
  const names = outOfReach(message).map(nameOfScreen);
  return names.length ? t('goThere', { names: names.join(', '), n: names.length }) : '';
}

// The strip at the bottom of the page.
export function undoStrip() {
  const undo = state.undo;
  if (!undo)
    return null;
  const title = of(undo.message.title);
  const close = button(t('close'), () => {
    clearInterval(undo.timer);
    state.undo = null;
    changed();
    focusLater('h1');
  }, { class: 'quiet' });
  if (undo.failed) {
    return h('section', { class: 'strip bad', 'aria-label': t('withdraw'), key: 'strip' },
      h('p', {}, t('notWithdrawn', { title }), ' ', undo.failed), close);
  }
  const all = screensFor(undo.message.screens).length;
  const away = goThere(undo.message);
  return h('section', { class: 'strip', 'aria-label': t('withdraw'), key: 'strip' },
    h('div', {},
      h('p', { class: 'strong' }, t('withdrawn', { title })),
      h('p', {}, t('goneFrom', { n: all - left(undo.message).length, all }), ' ',
        away ? h('strong', {}, away) : null)),
    undo.left > 0 ? h('button', { type: 'button', id: 'undo', class: 'light', onclick: () => restore(undo) },
      t('undo'), h('span', { 'aria-hidden': 'true' }, `\u00a0(${undo.left})`)) : null,
    close);
}
