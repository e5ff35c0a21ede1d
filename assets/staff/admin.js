// For admins: screens, people, and who did what. A new secret is shown once.
import { h, focusLater, say } from './dom.js';
import { call, get, post } from './api.js';
import { button, checks, field, select } from './fields.js';
import { sentence } from './problems.js';
import { nameOfScreen } from './scope.js';
import { changed, clinicId, inClinic, isAdmin, me, note, refresh, state } from './state.js';
import { whenFull } from './time.js';
import { has, of, t } from './words.js';

export const title = () => t('navAdmin');

const kept = () => note('admin', () => ({ secret: null, wrong: '', screen: {}, user: { role: 'editor' } }));

async function attempt(work, then) {
  const place = kept();
  place.wrong = '';
  try {
    place.secret = await work() ?? place.secret;
    then?.();
    if (place.secret)
      focusLater('#secret');
  } catch (problem) {
    place.wrong = [sentence(problem), ...problem.errors.map((error) => error.detail)].join(' ');
    say(place.wrong, true);
  }
  await Promise.all([refresh(), read(place)]);
  changed();
}

async function read(place) {
  place.asked = true;
  const [users, audit] = await Promise.allSettled([get('/v1/users'), get(inClinic('/v1/audit', { limit: 100 }))]);
  place.users = users.value ?? place.users;
  place.audit = audit.value ?? place.audit;
  changed();
}

// Shown until it is put away; never kept anywhere.
function secretBox(place) {
  const { secret } = place;
  if (!secret)
    return null;
  return h('div', { class: 'notice good', key: 'secret' },
    h('p', { class: 'strong', id: 'secret', tabindex: '-1' }, secret.what),
    h('p', {}, h('code', { class: 'secret' }, secret.text)),
    h('p', {}, t('secretOnce')),
    h('div', { class: 'row' },
      button(t('copy'), async () => {
        await navigator.clipboard?.writeText(secret.text);
        say(t('copied'));
      }),
      button(t('close'), () => {
        place.secret = null;
        changed();
        focusLater('h1');
      }, { class: 'quiet' })));
}

// Asks once more before what cannot be undone.
function sure(id, label, question, act) {
  const place = note(`sure:${id}`);
  if (!place.asking) {
    return button(label, () => {
      place.asking = true;
      changed();
      focusLater(`[data-sure="${CSS.escape(id)}"]`);
    }, { class: 'small quiet', key: id });
  }
  return h('span', { class: 'row sure', key: `${id}-sure` }, h('span', {}, question),
    button(label, () => {
      place.asking = false;
      act();
    }, { class: 'small danger', 'data-sure': id }),
    button(t('cancel'), () => {
      place.asking = false;
      changed();
    }, { class: 'small quiet' }));
}

const pathOf = (screen) => `/v1/screens/${encodeURIComponent(screen.id)}`;
const groupsOf = (text) => text.split(',').map((group) => group.trim()).filter(Boolean);

function screenRow(place, screen) {
  const form = note(`screen:${screen.id}`);
  const name = nameOfScreen(screen);
  const save = (event) => {
    event.preventDefault();
    attempt(async () => {
      const { sv, ...others } = screen.area ?? {};
      const area = form.area.trim() ? { ...others, sv: form.area.trim() } : others;
      await call('PATCH', pathOf(screen), { body: { name: form.name, area, groups: groupsOf(form.groups) } });
    }, () => { form.open = false; });
  };
  return h('li', { key: screen.id },
    h('div', { class: 'row between' },
      h('p', {}, h('strong', {}, name), ' ', h('code', {}, screen.id), ' ', h('span', { class: 'hint' },
        [of(screen.area), ...(screen.groups ?? [])].filter(Boolean).join(' · '))),
      h('div', { class: 'row' },
        button(t('change'), () => {
          Object.assign(form, { open: !form.open, name: screen.name ?? '', area: screen.area?.sv ?? '', groups: (screen.groups ?? []).join(', ') });
          changed();
        }, { class: 'small quiet', 'aria-expanded': String(Boolean(form.open)), 'aria-label': t('changeNamed', { title: name }) }),
        sure(`token-${screen.id}`, t('newToken'), t('newTokenSure', { name }), () => attempt(async () => {
          const { token } = await post(`${pathOf(screen)}/token`);
          return { what: t('tokenOf', { name }), text: token };
        })),
        sure(`remove-${screen.id}`, t('remove'), t('removeSure', { name }), () => attempt(() => call('DELETE', pathOf(screen)).then(() => null))))),
    form.open ? h('form', { class: 'row form-row', onsubmit: save },
      field(`name-${screen.id}`, t('screenName'), { type: 'text', value: form.name, maxlength: 60, oninput: (event) => { form.name = event.target.value; } }),
      field(`area-${screen.id}`, t('area'), { type: 'text', lang: 'sv', value: form.area, maxlength: 100, oninput: (event) => { form.area = event.target.value; } }),
      field(`groups-${screen.id}`, t('groups'), { type: 'text', value: form.groups, maxlength: 200, oninput: (event) => { form.groups = event.target.value; } },
        { hint: t('groupsHint') }),
      h('button', { type: 'submit' }, t('save'))) : null);
}

function screens(place) {
  const form = place.screen;
  const set = (name) => (event) => { form[name] = event.target.value; };
  return h('section', { class: 'card', 'aria-labelledby': 'admin-screens' },
    h('h2', { id: 'admin-screens' }, t('screens')),
    h('ul', { class: 'plain lines' }, (state.screens ?? []).map((screen) => screenRow(place, screen))),
    h('h3', {}, t('addScreen')),
    h('form', { class: 'row form-row', onsubmit: (event) => {
      event.preventDefault();
      attempt(async () => {
        const { token } = await post('/v1/screens', { clinic: clinicId(), id: form.id, name: form.name || form.id,
          area: form.area ? { sv: form.area } : undefined, groups: groupsOf(form.groups ?? '') });
        return { what: t('tokenOf', { name: form.name || form.id }), text: token };
      }, () => { place.screen = {}; });
    } },
    field('new-screen-id', t('screenId'), { type: 'text', required: true, pattern: '[a-z0-9][a-z0-9.\\-]*', maxlength: 60, value: form.id ?? '',
      autocomplete: 'off', oninput: set('id') }, { hint: t('screenIdHint') }),
    field('new-screen-name', t('screenName'), { type: 'text', maxlength: 60, value: form.name ?? '', oninput: set('name') }),
    field('new-screen-area', t('area'), { type: 'text', lang: 'sv', maxlength: 100, value: form.area ?? '', oninput: set('area') }),
    h('button', { type: 'submit' }, t('add'))));
}

function users(place) {
  const form = place.user;
  const clinics = state.session.clinics;
  return h('section', { class: 'card', 'aria-labelledby': 'admin-users' },
    h('h2', { id: 'admin-users' }, t('users')),
    h('ul', { class: 'plain lines' }, (place.users ?? []).map((user) => h('li', { key: user.user, class: 'row between' },
      h('p', {}, h('strong', {}, user.user), ' ', h('span', { class: 'hint' }, has(`role-${user.role}`) ? t(`role-${user.role}`) : user.role)),
      user.user === me() ? h('p', { class: 'hint' }, t('you')) : sure(`user-${user.user}`, t('remove'), t('removeSure', { name: user.user }),
        () => attempt(() => call('DELETE', `/v1/users/${encodeURIComponent(user.user)}`).then(() => null)))))),
    h('h3', {}, t('addUser')),
    h('form', { class: 'row form-row', onsubmit: (event) => {
      event.preventDefault();
      attempt(async () => {
        const made = await post('/v1/users', { user: form.name, role: form.role, clinics: form.clinics ?? [clinicId()] });
        return { what: t('passwordOf', { name: made.user }), text: made.password };
      }, () => { place.user = { role: 'editor' }; });
    } },
    field('new-user', t('user'), { type: 'text', required: true, maxlength: 60, autocomplete: 'off', value: form.name ?? '',
      oninput: (event) => { form.name = event.target.value; } }),
    select('new-role', t('role'), ['viewer', 'editor', 'admin'].map((value) => ({ value, label: t(`role-${value}`) })), form.role, (value) => {
      form.role = value;
      changed();
    }),
    clinics.length > 1 ? checks('new-clinics', t('clinics'), clinics.map((clinic) => ({ value: clinic.id, label: of(clinic.name) })),
      form.clinics ?? [clinicId()], (values) => {
        form.clinics = values;
        changed();
      }) : null,
    h('button', { type: 'submit' }, t('add'))));
}

function audit(place) {
  const cell = (text) => h('td', {}, text ?? '');
  return h('section', { class: 'card', 'aria-labelledby': 'admin-audit' },
    h('h2', { id: 'admin-audit' }, t('audit')),
    h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-labelledby': 'admin-audit' }, h('table', {},
      h('thead', {}, h('tr', {}, ['auditAt', 'auditWho', 'auditWhat', 'auditTarget'].map((key) => h('th', { scope: 'col' }, t(key))))),
      h('tbody', {}, (place.audit ?? []).map((event) => h('tr', {}, cell(whenFull(event.at)), cell(event.who),
        cell([event.action, event.detail, event.confirmed ? t('confirmedCodes', { codes: event.confirmed }) : ''].filter(Boolean).join(' · ')),
        cell(event.target)))))));
}

export function view() {
  const place = kept();
  if (!isAdmin())
    return h('div', { class: 'page' }, h('h1', { tabindex: '-1' }, t('navAdmin')), h('p', { class: 'notice' }, t('problemForbidden')));
  if (!place.asked)
    read(place);
  return h('div', { class: 'page admin', key: 'admin' },
    h('h1', { tabindex: '-1' }, t('navAdmin')),
    secretBox(place),
    place.wrong ? h('p', { class: 'notice bad' }, place.wrong) : null,
    screens(place), users(place), audit(place));
}
