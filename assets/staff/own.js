// An own message, new or changed: languages side by side, what its priority does, when, where, picture and link.
import { h, focusLater } from './dom.js';
import { call, query } from './api.js';
import * as drafts from './drafts.js';
import { chips, field, button } from './fields.js';
import { confirm, edit, result, submit } from './compose.js';
import { draftOf, emptyDraft, messageFrom, whenWords } from './draft.js';
import { keepInStep, newLook, preview } from './preview.js';
import { marks, rest } from './problems.js';
import { pictureField, linkField, hoursField } from './extras.js';
import { scopeField, scopeMissing, scopeWords } from './scope.js';
import { changed, isAdmin, languages, me, messageOf, note, refresh, state } from './state.js';
import { toLocal, now } from './time.js';
import { untilField } from './until.js';
import { direction, nameOf, ownName, t } from './words.js';

export const title = (args) => t(args[0] ? 'changeMessage' : 'ownMessage');

async function load(form, id) {
  form.loading = true;
  try {
    const { body, headers } = await call('GET', `/v1/messages/${encodeURIComponent(id)}`);
    form.base = body;
    form.etag = headers.get('ETag');
    form.draft = drafts.kept(form.name) ?? draftOf(body);
  } catch (problem) {
    form.problem = problem;
  }
  form.loading = false;
  changed();
}

function formFor(id) {
  const name = id ? `change:${id}` : 'own';
  const form = note(name, () => ({ name, look: newLook(), problem: null, result: null,
    draft: id ? null : drafts.kept(name) ?? emptyDraft(), base: null, etag: '' }));
  if (id && !form.draft && !form.loading && !form.problem)
    load(form, id);
  return form;
}

// Swedish on one side, another language on the other; which ones are there is told in words as well.
function texts(form) {
  const { draft } = form;
  const others = languages().filter((language) => language !== 'sv');
  const other = draft.beside && others.includes(draft.beside) ? draft.beside : others[0];
  const problem = form.problem ?? form.look.problem;
  const column = (language) => h('div', { class: 'column', key: `column-${language}` },
    ['title', 'text'].map((part) => field(`${part}-${language}`, t(`${part}-in`, { language: nameOf(language) }), {
      lang: language, dir: direction(language), value: draft[part][language] ?? '', rows: part === 'text' ? 4 : null,
      type: part === 'title' ? 'text' : null, maxlength: part === 'title' ? 200 : 2000, spellcheck: 'true', autocomplete: 'off',
      required: part === 'title' && language === 'sv',
      oninput: (event) => edit(form, { [part]: { ...draft[part], [language]: event.target.value } }),
    }, { area: part === 'text',
      hint: t('lengthOf', { n: [...(draft[part][language] ?? '')].length, most: part === 'title' ? 60 : 240 }),
      marks: marks(problem, `/${part}/${language}`, draft.confirmed, (code, on) => confirm(form, code, on)) })));
  return h('section', { class: 'texts', 'aria-labelledby': 'texts-heading' },
    h('h2', { id: 'texts-heading' }, t('texts')),
    others.length ? chips('beside', t('languageBeside'), others.map((language) => ({ value: language,
      label: `${nameOf(language)} ${draft.title[language]?.trim() ? '✓' : `(${t('missing')})`}` })), other,
    (value) => edit(form, { beside: value })) : null,
    h('div', { class: 'columns' }, languages().includes('sv') ? column('sv') : null, other ? column(other) : null));
}

function settings(form) {
  const { draft } = form;
  const set = (members) => edit(form, members);
  const priorities = ['normal', 'important', 'urgent'];
  return [
    chips('kind', t('kind'), ['notice', 'health', 'news', 'alert'].map((value) => ({ value, label: t(`kind-${value}`) })),
      draft.kind, (kind) => set({ kind })),
    h('fieldset', { class: 'effects' }, h('legend', {}, t('priority')), priorities.map((value) =>
      h('label', { class: 'effect', key: value },
        h('input', { type: 'radio', name: 'priority', value, checked: draft.priority === value,
          onchange: () => set({ priority: value }) }),
        h('span', {}, h('strong', {}, t(`short-${value}`)), ' ', t(`effect-${value}`))))),
    chips('from', t('from'), [{ value: 'now', label: t('fromNow') }, { value: 'later', label: t('fromLater') }],
      draft.from === '' ? 'now' : 'later', (value) => set({ from: value === 'now' ? '' : toLocal(now()) })),
    draft.from !== '' ? field('from-time', t('fromWhen'), { type: 'datetime-local', value: draft.from,
      oninput: (event) => set({ from: event.target.value || toLocal(now()) }) }) : null,
    untilField('until', draft.until, (until) => set({ until }), { long: true }),
    hoursField(draft, set),
    h('p', { class: 'notice', id: 'in-words' }, whenWords(draft)),
    scopeField('scope', draft, set),
  ];
}

function changedByOther(form) {
  return h('div', { class: 'notice bad', role: 'group', key: 'other', 'aria-labelledby': 'other-heading' },
    h('p', { class: 'strong', id: 'other-heading', tabindex: '-1' }, t('otherChanged', { who: form.theirs.changed_by ?? '' })),
    h('p', {}, form.theirs.title?.sv ?? '', ' – ', form.theirs.text?.sv ?? ''),
    h('div', { class: 'row' },
      button(t('takeTheirs'), () => {
        drafts.drop(form.name);
        Object.assign(form, { draft: draftOf(form.theirs), base: form.theirs, etag: form.theirsEtag, theirs: null, problem: null });
        changed();
        focusLater('#title-sv');
      }),
      button(t('keepMine'), () => {
        Object.assign(form, { etag: form.theirsEtag, theirs: null, problem: null });
        save(form);
      })));
}

// Replaces a message, if nobody else did since it was read.
async function save(form) {
  const id = form.base.id;
  form.busy = true;
  changed();
  try {
    const path = `/v1/messages/${encodeURIComponent(id)}${query({ confirm: form.draft.confirmed.join(',') })}`;
    const { body } = await call('PUT', path, { body: messageFrom(form.draft, form.base),
      headers: form.etag ? { 'If-Match': form.etag } : {} });
    drafts.drop(form.name);
    form.result = body;
    focusLater('#result');
  } catch (problem) {
    form.problem = problem;
    if (problem.status === 412)
      await readTheirs(form, id);
    focusLater(problem.status === 412 ? '#other-heading' : '[aria-invalid="true"], .field-doubt input, #problem');
  }
  form.busy = false;
  changed();
  refresh();
}

async function readTheirs(form, id) {
  try {
    const { body, headers } = await call('GET', `/v1/messages/${encodeURIComponent(id)}`);
    Object.assign(form, { theirs: body, theirsEtag: headers.get('ETag'), problem: null });
  } catch {
    // It is gone, or the hub is: the problem that is shown stays.
  }
}

export function view(args) {
  const id = args[0];
  const form = formFor(id);
  const heading = h('h1', { tabindex: '-1' }, title(args));
  if (!form.draft)
    return h('div', { class: 'page' }, heading, form.problem ? rest(form.problem, [], []) : h('p', { class: 'hint' }, t('loading')));
  if (form.result)
    return h('div', { class: 'page card' }, heading, result(form, () => state.notes.delete(form.name)));
  const { draft } = form;
  const empty = !Object.values(draft.title).some((text) => text?.trim());
  const body = empty || scopeMissing(draft) ? null : messageFrom(draft, form.base);
  keepInStep(form.look, body, draft);
  const problem = form.problem ?? (form.look.problem?.offline ? null : form.look.problem);
  const homes = languages().flatMap((language) => [`/title/${language}`, `/text/${language}`]).concat('/link', '/picture');
  const others = id && messageOf(id)?.created_by && messageOf(id).created_by !== me() ? t('writtenBy', { who: messageOf(id).created_by }) : '';
  return h('form', { class: 'own', key: form.name, novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    if (!body || !body.valid_until && !body.review_by)
      document.getElementById(empty ? 'title-sv' : 'until-other')?.focus();
    else if (!form.busy)
      id ? save(form) : submit(form, messageFrom(draft));
  } },
  h('div', { class: 'left card' }, heading, others ? h('p', { class: 'hint' }, others) : null, texts(form),
    pictureField(form), linkField(form), settings(form)),
  h('div', { class: 'panel card' },
    preview('preview', form.look, draft.view, (view) => edit(form, { view }), draft.scope),
    state.clinic?.approval && !isAdmin() ? h('p', { class: 'hint' }, t('needsApproval')) : null,
    form.theirs ? changedByOther(form) : rest(problem, homes, draft.confirmed, (code, on) => confirm(form, code, on)),
    h('div', { class: 'row end' },
      h('button', { type: 'submit', class: 'main', 'aria-disabled': String(!body || Boolean(form.busy)) },
        form.busy ? t('sending') : id ? t('saveAndShow') : t('show', { where: scopeWords(draft.scope) })),
      body && form.look.check ? button(t('print'), () => {
        note('print').message = form.look.check.message;
        location.hash = '#/print/draft';
      }) : null,
      button(t('throwAway'), () => {
        drafts.drop(form.name);
        state.notes.delete(form.name);
        location.hash = '#/';
        changed();
      }, { class: 'quiet' }))));
}
