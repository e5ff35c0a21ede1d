// Emergencies and the drill. Prepared texts, held for two seconds, the scope on the button, later "danger over".
import { h, focusLater, say } from './dom.js';
import { call, post } from './api.js';
import * as drafts from './drafts.js';
import { bodyOf, confirm, edit, filledIn, formOf, result, startAgain, submit, valueFields } from './compose.js';
import { button, field } from './fields.js';
import { standingOf } from './follow.js';
import { holdButton } from './hold.js';
import { keepInStep, newLook, preview } from './preview.js';
import { marks, rest, sentence } from './problems.js';
import { scopeField, scopeMember, scopeMissing, scopeWords } from './scope.js';
import { changed, clinicId, emergencies, isAdmin, languages, mayEdit, note, refresh, state } from './state.js';
import { rfc, now } from './time.js';
import { begin, resolved, untilField } from './until.js';
import { direction, nameOf, of, t } from './words.js';
import { withdraw } from './withdraw.js';

const OVER_MINUTES = 15;
const prepared = () => (state.templates ?? []).filter((template) => template.emergency);
const OVER = 'call-off';

export const title = (args) => t(args[0] === 'drill' ? 'drill' : 'emergency');

// "Danger over": the prepared text takes the place of the emergency first, so that the wall is never without a word.
async function dangerOver(message, kept) {
  const template = prepared().find(({ id }) => id === OVER);
  kept.busy = true;
  kept.wrong = '';
  changed();
  try {
    if (template) {
      const until = new Date(now().getTime() + OVER_MINUTES * 60000);
      await post('/v1/messages', { clinic: clinicId(), template: { id: template.id, values: {} }, valid_until: rfc(until),
        screens: message.screens, ...(message.drill ? { drill: true } : {}) });
    }
    await call('DELETE', `/v1/messages/${encodeURIComponent(message.id)}`).catch((problem) => {
      if (problem.status !== 404)
        throw problem;
    });
    say(t('dangerOverShown'));
  } catch (problem) {
    kept.wrong = sentence(problem);
    say(kept.wrong, true);
  }
  kept.busy = kept.asking = false;
  await refresh();
  focusLater('h1');
}

// What is on the walls now, on top of every page.
export function runningBanner() {
  return emergencies().map((message) => {
    const kept = note(`emergency:${message.id}`);
    const prefix = message.drill ? `${t('drillWord')}: ` : '';
    return h('section', { class: `running ${message.drill ? 'drill' : ''}`, key: `running-${message.id}`,
      'aria-label': t(message.drill ? 'drillRunning' : 'emergencyRunning') },
    h('div', {},
      h('p', { class: 'strong' }, '⚠ ', t(message.drill ? 'drillRunning' : 'emergencyRunning')),
      h('p', { class: 'running-title' }, prefix, of(message.title)),
      standingOf(message),
      kept.wrong ? h('p', { class: 'field-wrong' }, kept.wrong) : null),
    mayEdit() ? h('div', { class: 'row' },
      !kept.asking ? button(t(message.drill ? 'drillEnd' : 'dangerOver'), () => {
        if (message.drill)
          return withdraw(message);
        kept.asking = true;
        changed();
        return focusLater(`#over-${CSS.escape(message.id)}`);
      }, { class: 'main light' }) : [
        h('p', {}, t('dangerOverAsk', { n: OVER_MINUTES })),
        button(t('dangerOverYes', { where: scopeWords(message.screens) }), () => dangerOver(message, kept),
          { class: 'main light', id: `over-${message.id}`, disabled: kept.busy }),
        button(t('withdrawOnly'), () => withdraw(message), { class: 'light-line' }),
        button(t('cancel'), () => {
          kept.asking = false;
          changed();
        }, { class: 'light-line' })]) : null);
  });
}

function choose(kind, chosen, kept) {
  return h('fieldset', { class: 'effects big' }, h('legend', {}, t('whatHappens')), prepared().map((template) =>
    h('label', { class: 'effect', key: template.id },
      h('input', { type: 'radio', name: `${kind}-template`, value: template.id, checked: template.id === chosen?.id,
        onchange: () => {
          kept.chosen = template.id;
          changed();
        } }),
      h('span', {}, h('strong', {}, of(template.label))))));
}

function fromTemplate(template, drill) {
  const kind = drill ? 'drill' : 'emergency';
  const form = formOf(template, kind);
  const { draft } = form;
  if (form.result)
    return result(form, () => startAgain(form, template, kind));
  const ready = filledIn(template, draft) && !scopeMissing(draft) && resolved(draft.until);
  const body = () => ({ ...bodyOf(template, draft), ...(drill ? { drill: true } : {}) });
  keepInStep(form.look, ready ? body() : null, draft);
  form.hold ??= {};
  const show = () => submit(form, body());
  return h('div', { class: 'two', key: `${kind}-${template.id}` },
    h('div', {},
      valueFields(form, template),
      untilField('until', draft.until, (until) => edit(form, { until }), { ends: template.ends, short: true, values: draft.values }),
      scopeField('scope', draft, (members) => edit(form, members)),
      rest(form.problem, [], draft.confirmed, (code, on) => confirm(form, code, on)),
      drill ? button(t('drillShow', { where: scopeWords(draft.scope) }), show, { class: 'main drill-main', disabled: !ready || form.busy })
        : holdButton('hold', t('show', { where: scopeWords(draft.scope) }), form.hold, show, { disabled: !ready || form.busy })),
    preview('preview', form.look, draft.view, (view) => edit(form, { view }), draft.scope));
}

// Free text, for admins: nobody has checked its languages.
function freeForm() {
  const form = note('free', () => ({ name: 'free', look: newLook(), problem: null, result: null, hold: {},
    draft: drafts.kept('free') ?? { title: {}, text: {}, until: begin('hours:4'), scope: [], confirmed: [], view: {} } }));
  const { draft } = form;
  if (form.result)
    return result(form, () => state.notes.delete('free'));
  const full = (texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
  const ready = Object.keys(full(draft.title)).length && !scopeMissing(draft) && resolved(draft.until);
  const body = () => ({ clinic: clinicId(), kind: 'alert', priority: 'emergency', title: full(draft.title),
    text: full(draft.text), valid_until: resolved(draft.until), screens: scopeMember(draft) });
  keepInStep(form.look, ready ? body() : null, draft);
  const problem = form.problem ?? (form.look.problem?.offline ? null : form.look.problem);
  const homes = languages().flatMap((language) => [`/title/${language}`, `/text/${language}`]);
  return h('div', { class: 'two', key: 'free-form' },
    h('div', {},
      languages().map((language) => h('fieldset', { class: 'language', key: language }, h('legend', {}, nameOf(language)),
        h('div', { class: 'columns' }, ['title', 'text'].map((part) => field(`free-${part}-${language}`, t(part === 'title' ? 'headline' : 'whatToDo'), {
          type: 'text', lang: language, dir: direction(language), maxlength: part === 'title' ? 200 : 2000,
          value: draft[part][language] ?? '', autocomplete: 'off',
          oninput: (event) => edit(form, { [part]: { ...draft[part], [language]: event.target.value } }),
        }, { hint: t('lengthOf', { n: [...(draft[part][language] ?? '')].length, most: part === 'title' ? 32 : 90 }),
          marks: marks(problem, `/${part}/${language}`, draft.confirmed, (code, on) => confirm(form, code, on)) }))))),
      untilField('until', draft.until, (until) => edit(form, { until }), { ends: 'hours:4', short: true }),
      scopeField('scope', draft, (members) => edit(form, members)),
      rest(problem, homes, draft.confirmed, (code, on) => confirm(form, code, on)),
      holdButton('hold', t('show', { where: scopeWords(draft.scope) }), form.hold, () => submit(form, body()),
        { disabled: !ready || form.busy })),
    preview('preview', form.look, draft.view, (view) => edit(form, { view }), draft.scope));
}

export function view(args) {
  const drill = args[0] === 'drill';
  const free = args[0] === 'free' && isAdmin();
  const kept = note(drill ? 'drill' : 'emergency');
  const chosen = prepared().find((template) => template.id === kept.chosen);
  return h('div', { class: `page emergency ${drill ? 'is-drill' : ''}`, key: `emergency-${args[0] ?? ''}` },
    h('h1', { tabindex: '-1' }, t(drill ? 'drill' : 'emergency')),
    h('p', { class: 'notice worry-notice' }, h('strong', {}, t('noAlarm')), ' ', t('noAlarmMore')),
    drill ? h('p', { class: 'notice' }, t('drillMore')) : null,
    !mayEdit() ? h('p', { class: 'notice' }, t('problemForbidden')) : free ? freeForm() : [
      state.templates ? choose(drill ? 'drill' : 'emergency', chosen, kept) : h('p', { class: 'hint' }, t('loading')),
      chosen ? fromTemplate(chosen, drill) : null],
    h('p', { class: 'row more' },
      drill || free ? h('a', { href: '#/emergency' }, t('emergency')) : h('a', { href: '#/emergency/drill' }, t('drillLink')),
      isAdmin() && !free && !drill ? h('a', { href: '#/emergency/free' }, t('freeText')) : null,
      h('a', { href: '#/print/emergencies' }, t('printPrepared'))));
}
