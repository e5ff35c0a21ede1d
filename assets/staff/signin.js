// Signing in, changing who uses this computer in one step, and one's own account.
import { h, focusLater, say } from './dom.js';
import { call, get, nextSession, post } from './api.js';
import { dropAllOf } from './drafts.js';
import { button, field } from './fields.js';
import { sentence } from './problems.js';
import { changed, forget, me, note, refresh, state, takeSession } from './state.js';
import { t } from './words.js';

const form = { user: '', password: '', wrong: '', busy: false };
export const title = (args) => (args ? t('account') : t('signIn'));

// Puts the sign-in page up. `expired`: the session ended by itself, so what its user had open is kept for them, unless
// they go on to leave.
export function leave(expired) {
  if (state.phase === 'out' && (expired || !state.expired))
    return;
  const user = me();
  state.expired = expired ? user : '';
  state.phase = 'out';
  if (!expired) {
    forget();
    if (state.session)
      location.hash = '#/';
    state.session = state.clinic = null;
  }
  Object.assign(form, { user: expired ? user : '', password: '', wrong: '' });
  changed();
  focusLater(form.user ? '#password' : '#user');
}

// The next person is one press away: the page is theirs as soon as their password is right.
export async function switchUser() {
  nextSession();
  await call('DELETE', '/v1/session', { quiet: true }).catch(() => {});
  leave(false);
}

export async function signOut() {
  dropAllOf(me());
  await switchUser();
}

async function enter(event) {
  event.preventDefault();
  if (form.busy)
    return;
  Object.assign(form, { busy: true, wrong: '' });
  changed();
  try {
    await call('POST', '/v1/session', { body: { user: form.user.trim(), password: form.password }, quiet: true });
    const session = await get('/v1/session', { quiet: true });
    begin(session);
  } catch (problem) {
    form.wrong = problem.status === 401 ? t('signInWrong') : sentence(problem);
    say(form.wrong, true);
    focusLater('#password');
  }
  form.password = '';
  form.busy = false;
  changed();
}

// A session is there. Another user than before finds nothing of theirs.
export function begin(session) {
  nextSession();
  if (state.expired !== session.user) {
    forget();
    state.clinic = null;
    if (state.expired)
      location.hash = '#/';
  }
  const back = state.expired === session.user;
  state.expired = '';
  state.phase = 'in';
  takeSession(session);
  if (back)
    say(t('welcomeBack'));
  changed();
  focusLater('h1');
  refresh();
}

export function view() {
  return h('main', { class: 'sign-in', id: 'content' },
    h('form', { class: 'card', onsubmit: enter },
      h('h1', { tabindex: '-1' }, t('signInTitle')),
      state.expired ? h('p', { class: 'notice' }, t('expired')) : null,
      form.wrong ? h('p', { class: 'notice bad', id: 'sign-in-wrong' }, form.wrong) : null,
      field('user', t('user'), { type: 'text', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true,
        value: form.user, oninput: (event) => { form.user = event.target.value; } }),
      field('password', t('password'), { type: 'password', autocomplete: 'current-password', required: true, value: form.password,
        'aria-describedby': form.wrong ? 'sign-in-wrong' : null, oninput: (event) => { form.password = event.target.value; } }),
      h('button', { type: 'submit', class: 'main', 'aria-disabled': String(form.busy) }, t('signIn')),
      h('p', { class: 'hint' }, t('signInHelp'))));
}

export function account() {
  const kept = note('account', () => ({ current: '', fresh: '', told: '', wrong: '' }));
  const change = async (event) => {
    event.preventDefault();
    Object.assign(kept, { told: '', wrong: '' });
    try {
      await post('/v1/password', { current: kept.current, new: kept.fresh });
      Object.assign(kept, { current: '', fresh: '', told: t('passwordChanged') });
    } catch (problem) {
      kept.wrong = problem.status === 403 ? t('passwordWrong') : problem.status === 422 ? t('passwordShort') : sentence(problem);
    }
    say(kept.told || kept.wrong, Boolean(kept.wrong));
    changed();
  };
  return h('div', { class: 'page', key: 'account' },
    h('h1', { tabindex: '-1' }, t('account')),
    h('p', {}, t('signedInAs', { user: me(), role: t(`role-${state.session.role}`) })),
    h('form', { class: 'card narrow', onsubmit: change },
      h('h2', {}, t('changePassword')),
      field('current', t('passwordNow'), { type: 'password', autocomplete: 'current-password', required: true, value: kept.current,
        oninput: (event) => { kept.current = event.target.value; } }),
      field('fresh', t('passwordNew'), { type: 'password', autocomplete: 'new-password', required: true, value: kept.fresh,
        oninput: (event) => { kept.fresh = event.target.value; } }),
      kept.told ? h('p', { class: 'notice good' }, '✓ ', kept.told) : null,
      kept.wrong ? h('p', { class: 'notice bad' }, kept.wrong) : null,
      h('button', { type: 'submit' }, t('changePassword'))),
    h('p', {}, button(t('signOut'), signOut, { class: 'quiet' })),
    h('p', { class: 'hint' }, t('signOutMore')));
}
