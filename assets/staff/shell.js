// What stands around every view: who and where, the way to the others, and what concerns them all.
import { h } from './dom.js';
import { button, select } from './fields.js';
import { runningBanner } from './emergency.js';
import { pending } from './messages.js';
import { switchUser } from './signin.js';
import { changed, chooseClinic, isAdmin, mayEdit, me, state } from './state.js';
import { clock } from './time.js';
import { lang, of, setLang, t } from './words.js';
import { undoStrip } from './withdraw.js';

function languageSwitch() {
  const other = lang() === 'sv' ? 'en' : 'sv';
  return button(other === 'en' ? 'English' : 'Svenska', () => {
    setLang(other);
    changed();
  }, { class: 'quiet', lang: other, id: 'language' });
}

function navigation() {
  const waiting = pending().length;
  const links = [['today', '#/', t('navToday')], ['messages', '#/messages', t('navMessages')],
    ['morning', '#/morning', [t('navMorning'), waiting ? h('span', { class: 'count' }, h('span', { 'aria-hidden': 'true' }, waiting),
      h('span', { class: 'unseen' }, ` (${t('waiting', { n: waiting })})`)) : null]]];
  if (isAdmin())
    links.push(['admin', '#/admin', t('navAdmin')]);
  return h('nav', { 'aria-label': t('nav') }, h('ul', {}, links.map(([name, href, label]) => h('li', { key: name },
    h('a', { href, 'aria-current': state.route.name === name && !state.route.args.length ? 'page' : null }, label)))));
}

export function header() {
  const clinics = state.session.clinics;
  return h('header', { class: 'top' },
    clinics.length > 1 ? select('clinic', t('clinic'), clinics.map((clinic) => ({ value: clinic.id, label: of(clinic.name) })),
      state.clinic?.id, chooseClinic)
      : h('a', { class: 'clinic', href: '#/' }, of(state.clinic?.name) || 'Väntrum'),
    navigation(),
    h('div', { class: 'row who' },
      h('a', { class: 'user', href: '#/account', 'aria-label': t('accountOf', { user: me() }) }, me()),
      languageSwitch(),
      button(t('switchUser'), switchUser, { id: 'switch-user' }),
      mayEdit() ? h('a', { class: 'button danger', href: '#/emergency' }, t('emergencyLink')) : null));
}

export function banners() {
  return h('div', { class: 'banners', key: 'banners' },
    state.lostAt ? h('p', { class: 'notice worry-notice', role: 'status', key: 'lost' }, h('strong', {}, t('lost', { time: clock(state.lostAt) })),
      ' ', t('lostMore')) : null,
    state.back && !state.lostAt ? h('p', { class: 'notice good', role: 'status', key: 'back' }, '✓ ', t('hubBack'), ' ',
      button(t('close'), () => {
        state.back = false;
        changed();
      }, { class: 'link' })) : null,
    runningBanner());
}

export const frame = (content) => [
  h('a', { class: 'skip', href: '#content', key: 'skip', onclick: (event) => {
    event.preventDefault();
    document.querySelector('h1')?.focus();
  } }, t('skip')),
  h('div', { key: 'header' }, header()),
  h('main', { id: 'content', key: 'main' }, banners(), content),
  h('div', { key: 'strip-place', class: 'strip-place' }, undoStrip()),
];

export const signInFrame = (content) => [
  h('div', { key: 'corner', class: 'corner' }, languageSwitch()),
  h('div', { key: 'sign-in', class: 'sign-in-place' },
    state.lostAt ? h('p', { class: 'notice worry-notice', role: 'status' }, t('lost', { time: clock(state.lostAt) })) : null, content),
];
