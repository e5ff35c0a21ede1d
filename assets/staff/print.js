// On paper, for when the network is down or the wall is not enough: one message, or all prepared emergencies.
import { h } from './dom.js';
import { post } from './api.js';
import { button } from './fields.js';
import { changed, clinicId, languages, messageOf, note, state } from './state.js';
import { now, onPaper, rfc } from './time.js';
import { direction, nameOf, of, t } from './words.js';

const KEPT = 'vantrum.prepared'; // texts that are on every wall in an emergency: nothing personal
export const title = () => t('print');

// The prepared texts as the hub last gave them; they are kept, since paper is for when it does not answer.
function prepared() {
  const kept = note('prepared', () => ({ list: JSON.parse(localStorage.getItem(`${KEPT}.${clinicId()}`) ?? '[]'), asked: false }));
  if (!kept.asked && state.templates) {
    kept.asked = true;
    const until = rfc(new Date(now().getTime() + 3600000));
    const templates = state.templates.filter((template) => template.emergency && !(template.values ?? []).some((value) => !value.optional));
    Promise.all(templates.map((template) => post('/v1/check', { clinic: clinicId(), template: { id: template.id, values: {} }, valid_until: until })
      .then(({ message }) => ({ title: message.title, text: message.text, priority: 'emergency' }))))
      .then((list) => {
        kept.list = list;
        localStorage.setItem(`${KEPT}.${clinicId()}`, JSON.stringify(list));
      })
      .catch(() => {})
      .finally(changed);
  }
  return kept.list;
}

function sheet(message, n) {
  const spoken = [...languages(), ...Object.keys(message.title)].filter((language, i, all) =>
    message.title[language] && all.indexOf(language) === i);
  return h('article', { class: `sheet ${message.priority === 'emergency' ? 'urgent-sheet' : ''}`, key: `sheet-${n}` },
    h('header', {}, h('p', {}, of(state.clinic?.name, 'sv')),
      message.valid_until && message.id ? h('p', {}, t('printedUntil', { time: onPaper(message.valid_until) })) : null),
    message.drill ? h('p', { class: 'sheet-drill' }, t('drillWord')) : null,
    spoken.map((language) => h('section', { class: 'sheet-text', key: language, lang: language, dir: direction(language), 'aria-label': nameOf(language) },
      h('h2', {}, message.title[language]),
      message.text?.[language] ? h('p', {}, message.text[language]) : null)),
    message.link?.href ? h('p', { class: 'sheet-link' }, message.link.href) : null,
    h('footer', {}, t('printedAt', { time: onPaper(now()) })));
}

export function view(args) {
  const list = args[0] === 'emergencies' ? prepared()
    : [args[0] === 'draft' ? note('print').message : messageOf(args[0])].filter(Boolean);
  return h('div', { class: 'page print', key: 'print' },
    h('div', { class: 'row between screen-only' },
      h('h1', { tabindex: '-1' }, t('print')),
      h('div', { class: 'row' },
        button(t('printNow'), () => window.print(), { class: 'main', disabled: !list.length }),
        button(t('back'), () => history.back(), { class: 'quiet' }))),
    h('p', { class: 'hint screen-only' }, t('printMore')),
    list.length ? list.map(sheet) : h('p', { class: 'hint' }, t('nothingToPrint')));
}
