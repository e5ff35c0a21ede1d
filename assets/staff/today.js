// The first page: the screens now, a tile for each prepared notice, the waits, and beside them the notice being written
// or what is on the screens.
import { h } from './dom.js';
import { button } from './fields.js';
import { composePanel } from './compose.js';
import { allWell, screenCards } from './screens.js';
import { isLater, mayEdit, shownMessages, state } from './state.js';
import { day, when, whenFull } from './time.js';
import { of, t } from './words.js';
import { waitRows } from './waits.js';
import { withdraw } from './withdraw.js';

export const title = (args) => (args[0] ? of(state.templates?.find((one) => one.id === args[0])?.label) || t('newMessage')
  : t('navToday'));

const pathOf = (template) => `#/new/${encodeURIComponent(template.id)}`;

function tiles(current) {
  const everyday = (state.templates ?? []).filter((template) => !template.emergency);
  return h('ul', { class: 'tiles' },
    everyday.map((template) => h('li', { key: template.id },
      h('a', { class: 'tile', href: pathOf(template), 'aria-current': template.id === current ? 'true' : null },
        of(template.label)))),
    h('li', { key: 'own' }, h('a', { class: 'tile', href: '#/own' }, t('ownMessage'))));
}

const ORDER = { emergency: 0, urgent: 1, important: 2, normal: 3 };

// What someone put up lately comes first: that is what has to be taken down again.
function onNow() {
  const list = shownMessages().filter((message) => !isLater(message))
    .sort((a, b) => ORDER[a.priority ?? 'normal'] - ORDER[b.priority ?? 'normal']
      || String(b.changed_at ?? b.issued_at ?? '').localeCompare(String(a.changed_at ?? a.issued_at ?? '')));
  return [h('h2', { id: 'panel-heading', tabindex: '-1' }, t('onScreens')),
    list.length ? h('ul', { class: 'on-now' }, list.slice(0, 8).map((message) => h('li', { key: message.id },
      h('div', {},
        h('p', { class: 'strong' }, h('a', { href: `#/message/${encodeURIComponent(message.id)}` }, of(message.title))),
        h('p', { class: 'hint' }, [t(`short-${message.priority ?? 'normal'}`),
          message.valid_until ? t('endsAt', { time: when(message.valid_until) }) : t('endsReview',
            { time: message.review_by ? day(message.review_by) : '–' })].join(' · '))),
      mayEdit() ? button(t('withdraw'), () => withdraw(message),
        { class: 'small quiet', 'aria-label': t('withdrawNamed', { title: of(message.title) }) }) : null)))
      : h('p', { class: 'hint' }, t('nothingOn')),
    h('p', { class: 'more' }, h('a', { href: '#/messages' }, t('allMessages', { n: list.length }))),
    openingWords()];
}

function openingWords() {
  const { state: open, change } = state.clinic?.opening ?? {};
  if (open !== 'open' && open !== 'closed')
    return null;
  return h('p', { class: 'hint' }, change ? t(open === 'open' ? 'openUntil' : 'closedUntil', { time: whenFull(change) })
    : t(open === 'open' ? 'openNow' : 'closedNow'));
}

export function view(args) {
  const writing = args.length > 0;
  return h('div', { class: `today ${writing ? 'writing' : ''}`, key: 'today' },
    h('h1', { class: 'unseen', tabindex: '-1' }, t('navToday')),
    h('div', { class: 'left' },
      allWell(),
      h('section', { 'aria-labelledby': 'screens-heading' },
        h('h2', { id: 'screens-heading' }, t('screensNow')), screenCards()),
      mayEdit() ? h('section', { 'aria-labelledby': 'tiles-heading' },
        h('h2', { id: 'tiles-heading' }, t('newMessage')), state.templates ? tiles(args[0]) : h('p', { class: 'hint' },
          t('loading'))) : null,
      h('section', { 'aria-labelledby': 'waits-heading' },
        h('h2', { id: 'waits-heading' }, t('waits')), waitRows())),
    h('aside', { class: 'panel card', 'aria-labelledby': 'panel-heading', key: 'panel' },
      writing ? h('p', { class: 'back' }, h('a', { href: '#/' }, '← ', t('navToday'))) : null,
      writing ? composePanel(args[0]) : onNow()));
}
