// What patients will see, drawn by the hub with the screen's own renderer, and what the hub advises. `look` holds it:
// {asked, timer, check, problem, pictures}; it belongs to one form.
import { h } from './dom.js';
import { call, post, query } from './api.js';
import { chips, select, button } from './fields.js';
import { advice, languageOf } from './problems.js';
import { nameOfScreen } from './scope.js';
import { changed, languages, screensFor } from './state.js';
import { span } from './time.js';
import { direction, listOf, nameOf, ownName, t } from './words.js';

const SETTLE_MS = 250; // a check follows typing once it pauses

export const newLook = () => ({ asked: '', check: null, problem: null, pictures: new Map(), before: new Map() });

// The screen that is looked at: the chosen one, else one that is in contact and so has told its size.
function screenFor(view, scope) {
  const screens = screensFor(scope);
  return screens.find((one) => one.id === view.screen) ?? screens.find((one) => one.online) ?? screens[0];
}

// Keeps `look` in step with `body`, a message as it would be sent; null: nothing to look at yet.
export function keepInStep(look, body, { view, scope, confirmed }) {
  const screen = screenFor(view, scope)?.id;
  const asked = body && JSON.stringify([body, screen, confirmed]);
  if (asked === look.asked)
    return;
  look.asked = asked;
  look.confirmed = confirmed;
  clearTimeout(look.timer);
  look.stop?.abort();
  if (!body) {
    look.check = look.problem = null;
    return;
  }
  look.timer = setTimeout(() => check(look, body, screen, confirmed), look.check || look.problem ? SETTLE_MS : 0);
}

async function check(look, body, screen, confirmed) {
  look.stop = new AbortController();
  try {
    const found = await post(`/v1/check${query({ screen, confirm: confirmed.join(',') })}`, body,
      { signal: look.stop.signal });
    replacePictures(look);
    look.check = found;
    look.body = body;
    look.problem = null;
  } catch (problem) {
    if (problem.name === 'AbortError')
      return;
    look.problem = problem;
    if (problem.offline) {
      look.asked = ''; // tried again at the next drawing
    } else {
      look.check = null;
      dropPictures(look);
    }
  }
  changed();
}

function release(pictures) {
  for (const { url } of pictures.values()) {
    if (url)
      URL.revokeObjectURL(url);
  }
}

// Each picture stays until its successor is there: what is looked at does not blink while someone types.
function replacePictures(look) {
  release(look.before);
  look.before = look.pictures;
  look.pictures = new Map();
}

function dropPictures(look) {
  replacePictures(look);
  replacePictures(look);
}

function picture(look, screen, language, page) {
  const key = `${screen}|${language}|${page}`;
  if (!look.pictures.has(key)) {
    const entry = { url: '', pages: look.before.get(key)?.pages ?? 1 };
    const pictures = look.pictures.set(key, entry);
    call('POST', `/v1/preview${query({ screen, language, page, confirm: look.confirmed?.join(',') })}`, { body: look.body ?? look.check.message, blob: true })
      .then(({ body, headers }) => {
        if (look.pictures !== pictures)
          return;
        entry.url = URL.createObjectURL(body);
        entry.pages = Number(headers.get('Vantrum-Pages')) || 1;
        changed();
      })
      .catch(() => {
        entry.failed = true;
        changed();
      });
  }
  const entry = look.pictures.get(key);
  return entry.url || entry.failed ? entry : look.before.get(key) ?? entry;
}

export const isTall = (screen) => {
  const { width = 1920, height = 1080, rotate = 0 } = screen?.display ?? {};
  return (rotate % 180 === 0 ? height > width : width > height);
};

// `view` is the form's {language, screen, page}; onview changes it.
export function preview(id, look, view, onview, scope, level = 'h2') {
  const screens = screensFor(scope);
  const screen = screenFor(view, scope);
  const message = look.check?.message;
  const spoken = languages().filter((language) => message?.title?.[language]);
  const language = spoken.includes(view.language) ? view.language : spoken[0] ?? languages()[0];
  const found = message && screen ? picture(look, screen.id, language, view.page ?? 1) : null;
  const kinds = new Set(screens.map((one) => JSON.stringify(one.display ?? {})));
  return h('section', { class: 'preview', key: id, 'aria-labelledby': `${id}-heading` },
    h(level, { class: 'part-heading', id: `${id}-heading` }, t('preview')),
    kinds.size > 1 ? select(`${id}-screen`, t('previewOn'),
      screens.map((one) => ({ value: one.id, label: nameOfScreen(one) })), screen.id,
      (value) => onview({ ...view, screen: value, page: 1 })) : null,
    h('div', { class: `glass ${isTall(screen) ? 'tall' : 'wide'}` },
      found?.url ? h('img', { src: found.url, alt: t('previewAlt', { language: nameOf(language),
        title: message.title[language] }) })
        : h('p', { class: 'empty' }, found?.failed || look.problem?.offline ? t('previewFailed')
          : look.asked && !look.problem ? t('previewComing') : t('previewNotYet'))),
    found?.pages > 1 ? pageButtons(view, found.pages, onview) : null,
    spoken.length ? chips(`${id}-language`, t('languagesShown', { n: spoken.length }), spoken.map((code) => ({
      value: code, label: ownName(code), lang: code, dir: direction(code) })), language,
    (value) => onview({ ...view, language: value, page: 1 })) : null,
    message ? sideBySide(message, language) : null,
    look.check ? facts(look.check) : null);
}

function pageButtons(view, pages, onview) {
  const page = Math.min(view.page ?? 1, pages);
  return h('div', { class: 'row pages' },
    button(t('pageBefore'), () => onview({ ...view, page: page - 1 }), { disabled: page <= 1, class: 'quiet' }),
    h('span', {}, t('pageOf', { page, pages })),
    button(t('pageNext'), () => onview({ ...view, page: page + 1 }), { disabled: page >= pages, class: 'quiet' }));
}

// The language that is looked at with the Swedish beside it, so that everyone knows what they are about to show.
function sideBySide(message, language) {
  const columns = language === 'sv' || !message.title.sv ? [language] : ['sv', language];
  return h('div', { class: 'pair' }, columns.map((code) =>
    h('div', { key: code },
      h('p', { class: 'label' }, nameOf(code)),
      h('p', { class: 'pair-title', lang: code, dir: direction(code) }, message.title[code]),
      message.text?.[code] ? h('p', { lang: code, dir: direction(code) }, message.text[code]) : null)));
}

function facts(check) {
  const { now: before, then } = check.round_s ?? {};
  const missing = (check.warnings ?? []).filter((warning) => warning.code === 'missing-language');
  const warnings = (check.warnings ?? []).filter((warning) => !missing.includes(warning));
  const lines = warnings.map((warning) => advice(warning, nameOf));
  const long = (check.lengths ?? []).filter(({ pages }) => pages > 1);
  if (long.length)
    lines.push(t('adviceLong', { n: Math.max(...long.map(({ pages }) => pages)), languages: listOf(long.map(({ language }) => nameOf(language))) }));
  if (missing.length)
    lines.push(t('adviceMissing', { n: missing.length, languages: listOf(missing.map((warning) => nameOf(languageOf(warning)))) }));
  return [
    then && check.message?.priority !== 'emergency' ? h('p', { class: 'hint' }, then > before
      ? t('roundLonger', { time: span(then), more: span(then - before) }) : t('round', { time: span(then) })) : null,
    lines.length ? h('ul', { class: 'advice', 'aria-label': t('advice') }, lines.map((line) => h('li', {}, line))) : null,
  ];
}

// Where a form asks for texts only the hub can fill in: sends the message.
export function send(body, confirmed) {
  return call('POST', `/v1/messages${query({ confirm: confirmed.join(',') })}`, { body });
}
