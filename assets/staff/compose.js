// A prepared notice: tile → its one value → Show.
import { h, focusLater, say } from './dom.js';
import * as drafts from './drafts.js';
import { chips, field, button } from './fields.js';
import { standingOf } from './follow.js';
import { keepInStep, newLook, preview, send } from './preview.js';
import { marks, rest } from './problems.js';
import { scopeField, scopeMember, scopeMissing, scopeWords } from './scope.js';
import { changed, clinicId, note, refresh, state } from './state.js';
import { now, toLocal } from './time.js';
import { begin, resolved, untilField } from './until.js';
import { lang, of, t } from './words.js';
import { withdraw } from './withdraw.js';

export const templateOf = (id) => state.templates?.find((template) => template.id === id);

// The form of a template: what is kept as a draft, and what only this page needs.
export function formOf(template, kind = 'new') {
  const name = `${kind}:${template.id}`;
  return note(name, () => ({
    name, look: newLook(), problem: null, result: null, busy: false,
    draft: drafts.kept(name) ?? { values: {}, other: {}, until: begin(template.ends), scope: [], confirmed: [], view: {} },
  }));
}

export function edit(form, members) {
  Object.assign(form.draft, members);
  form.problem = null;
  drafts.keep(form.name, form.draft);
  changed();
}

export const filledIn = (template, draft) => (template.values ?? []).every((value) =>
  value.optional || isFull(draft.values[value.name]));
const isFull = (value) => (typeof value === 'object' ? Boolean(value.from && value.until) : ![undefined, ''].includes(value));

export function bodyOf(template, draft) {
  const values = Object.fromEntries(Object.entries(draft.values).filter(([, value]) => value !== ''));
  return { clinic: clinicId(), template: { id: template.id, values }, valid_until: resolved(draft.until, draft.values),
    screens: scopeMember(draft) };
}

function inputOf(value, draft, set, wrong) {
  const id = `value-${value.name}`;
  const label = of(value.label) + (value.optional ? ` (${t('optional')})` : '');
  const now = draft.values[value.name] ?? '';
  if (value.type === 'hours')
    return hoursInput(id, label, now, set, wrong);
  const numeric = ['minutes', 'number', 'year'].includes(value.type);
  const props = { value: now, required: !value.optional, oninput: (event) => set(numeric && event.target.value
    ? Number(event.target.value) : event.target.value) };
  if (numeric)
    Object.assign(props, { type: 'number', inputmode: 'numeric', min: value.min, max: value.max });
  else if (value.type === 'time' || value.type === 'date')
    props.type = value.type;
  else
    Object.assign(props, { type: 'text', maxlength: value.max ?? 60, autocomplete: 'off' });
  return field(id, label, props, { marks: wrong });
}

// Opening hours of one day: two times.
function hoursInput(id, label, now, set, wrong) {
  const part = (name, words) => field(name === 'from' ? id : `${id}-${name}`, words, { type: 'time', required: true, value: now[name] ?? '',
    oninput: (event) => set({ ...now, [name]: event.target.value }) });
  return h('fieldset', { key: id }, h('legend', {}, label),
    h('div', { class: 'row hours' }, part('from', t('hoursFrom')), part('until', t('hoursUntil'))), wrong);
}

// A value as a chip: numbers and times as they are, hours as "08:00–12:00", choices by their label.
function optionOf(one) {
  if (one?.from)
    return { value: `${one.from}–${one.until}`, label: `${one.from}–${one.until}`, given: one };
  return typeof one === 'object' ? { value: one.value, label: of(one.label), given: one.value } : { value: one, label: `${one}`, given: one };
}

function valueField(form, value) {
  const { draft } = form;
  const set = (given) => edit(form, { values: { ...draft.values, [value.name]: given } });
  const wrong = marks(form.problem ?? form.look.problem, `/template/values/${value.name}`, draft.confirmed,
    (code, on) => confirm(form, code, on));
  const options = (value.choices ?? value.suggestions ?? [])
    .filter((one) => value.type !== 'time' || one > toLocal(now()).slice(11)).map(optionOf);
  if (!options.length)
    return inputOf(value, draft, set, wrong);
  const other = draft.other[value.name];
  const choice = other ? 'other' : optionOf(draft.values[value.name] ?? '').value;
  if (value.type !== 'choice')
    options.push({ value: 'other', label: t('other'), given: '' });
  else if (value.optional)
    options.push({ value: '', label: t('none'), given: '' });
  return h('div', { class: 'value', key: `value-${value.name}` },
    chips(`value-${value.name}-choice`, of(value.label), options, choice, (chosen) => {
      edit(form, { other: { ...draft.other, [value.name]: chosen === 'other' },
        values: { ...draft.values, [value.name]: options.find((option) => option.value === chosen).given } });
      if (chosen === 'other')
        focusLater(`#value-${value.name}`);
    }),
    other ? inputOf(value, draft, set, wrong) : wrong);
}

export function confirm(form, code, on) {
  form.draft.confirmed = on ? [...new Set([...form.draft.confirmed, code])]
    : form.draft.confirmed.filter((one) => one !== code);
  changed();
}

export const valueFields = (form, template) => (template.values ?? []).map((value) => valueField(form, value));

// Sends what a form holds; `then` is told of the stored message.
export async function submit(form, body, then) {
  form.busy = true;
  changed();
  try {
    const { body: stored } = await send(body, form.draft.confirmed);
    drafts.drop(form.name);
    form.problem = null;
    form.result = stored;
    state.messages = [...(state.messages ?? []).filter((one) => one.id !== stored.id), stored];
    await then?.(stored);
    focusLater('#result');
  } catch (problem) {
    form.problem = problem.status === 401 ? null : problem;
    focusLater('[aria-invalid="true"], .field-doubt input, #problem');
  }
  form.busy = false;
  changed();
  refresh();
}

export function startAgain(form, template, kind) {
  state.notes.delete(form.name);
  drafts.drop(form.name);
  formOf(template, kind);
  changed();
}

// After Show: where it is by now.
export function result(form, again) {
  const message = state.messages?.find((one) => one.id === form.result.id) ?? form.result;
  return h('div', { class: 'result', key: 'result' },
    h('h2', { id: 'result', class: 'part-heading', tabindex: '-1' }, t(message.state === 'pending' ? 'sentForApproval' : 'sent')),
    h('p', { class: 'pair-title', lang: message.title[lang()] ? null : 'sv' }, of(message.title)),
    standingOf(message, { tell: true }),
    h('div', { class: 'row' },
      button(t('withdraw'), async () => {
        if (await withdraw(message)) {
          form.result = null;
          again();
        }
      }),
      h('a', { class: 'button', href: `#/print/${encodeURIComponent(message.id)}` }, t('print')),
      h('a', { class: 'button', href: '#/' }, t('done'))));
}

export function composePanel(id) {
  const template = templateOf(id);
  if (!template)
    return h('p', { class: 'hint' }, state.templates ? t('noSuchTemplate') : t('loading'));
  const form = formOf(template);
  const { draft } = form;
  const heading = h('div', { class: 'row between panel-top' }, h('h2', { id: 'panel-heading', tabindex: '-1' }, of(template.label)),
    h('a', { class: 'close', href: '#/', 'aria-label': t('close') }, '✕'));
  if (form.result)
    return [heading, result(form, () => startAgain(form, template))];
  const body = filledIn(template, draft) && !scopeMissing(draft) ? bodyOf(template, draft) : null;
  // The wall does not need every minute of it: the picture is of the notice, its end is worked out when it is sent.
  const ready = body && body.valid_until;
  keepInStep(form.look, ready ? body : null, draft);
  const pointers = (template.values ?? []).map((value) => `/template/values/${value.name}`);
  return [heading, h('form', {
    class: 'compose', key: `form-${id}`, novalidate: true,
    onsubmit: (event) => {
      event.preventDefault();
      const now = filledIn(template, draft) && !scopeMissing(draft) ? bodyOf(template, draft) : null;
      if (!now?.valid_until) {
        say(t('somethingMissing'), true);
        event.target.querySelector('input:invalid, .value input, input')?.focus();
      } else if (!form.busy)
        submit(form, now);
    } },
    valueFields(form, template),
    untilField('until', draft.until, (until) => edit(form, { until }), { ends: template.ends, values: draft.values }),
    scopeField('scope', draft, (members) => edit(form, members)),
    preview('preview', form.look, draft.view, (view) => edit(form, { view }), draft.scope, 'h3'),
    rest(form.problem ?? (form.look.problem?.offline ? null : form.look.problem), pointers, draft.confirmed,
      (code, on) => confirm(form, code, on)),
    h('div', { class: 'row end' },
      h('button', { type: 'submit', class: 'main', 'aria-disabled': String(!ready || form.busy) },
        form.busy ? t('sending') : t('show', { where: scopeWords(draft.scope) })),
      form.look.check ? button(t('print'), () => {
        note('print').message = form.look.check.message;
        location.hash = '#/print/draft';
      }) : null))];
}
