// The screens as they are now: the picture that each last sent, whether its panel is lit, and what is wrong.
import { h, say } from './dom.js';
import { call, post } from './api.js';
import { button } from './fields.js';
import { isTall } from './preview.js';
import { sentence } from './problems.js';
import { nameOfScreen } from './scope.js';
import { changed, mayEdit, messageOf, note, state } from './state.js';
import { when } from './time.js';
import { has, of, t } from './words.js';
import { withdraw } from './withdraw.js';

const pathOf = (screen) => `/v1/screens/${encodeURIComponent(screen.id)}`;

// The newest picture of a screen; the one before stays until it has come, so nothing moves or blinks.
function pictureOf(screen) {
  const kept = note(`picture:${screen.id}`, () => ({ url: '', at: null }));
  if (screen.picture_at && kept.at !== screen.picture_at && !kept.busy) {
    kept.busy = true;
    call('GET', `${pathOf(screen)}/picture`, { blob: true, headers: { 'Cache-Control': 'no-cache' } })
      .then(({ body }) => {
        const old = kept.url;
        kept.url = body ? URL.createObjectURL(body) : '';
        kept.at = screen.picture_at;
        if (old)
          setTimeout(() => URL.revokeObjectURL(old), 1000);
      })
      .catch(() => {})
      .finally(() => {
        kept.busy = false;
        changed();
      });
  }
  return kept;
}

// good, or what is not: one word for the mark, and the sentence.
export function conditionOf(screen) {
  if (!screen.online)
    return { good: false, text: screen.last_seen ? t('screenAway', { time: when(screen.last_seen) }) : t('screenNever') };
  if (screen.panel === 'off')
    return { good: false, text: t('panelOff') };
  if (!screen.current)
    return { good: false, text: t('notCurrent') };
  if (screen.panel !== 'on')
    return { good: true, text: t('panelUnknown') };
  return { good: true, text: t('showsNow', { time: when(screen.last_seen) }) };
}

export const problemsOf = (screen) => (screen.problems ?? []).map((problem) =>
  (has(`problem-${problem.code}`) ? t(`problem-${problem.code}`) : problem.detail || problem.code));

function showingWords(screen) {
  const { slide, id } = screen.showing ?? {};
  if (!slide)
    return t('showing-nothing');
  const message = id && messageOf(id);
  if (message)
    return t('quoted', { text: of(message.title) });
  return has(`showing-${slide}`) ? t(`showing-${slide}`) : slide;
}

async function identify(screen) {
  const kept = note(`identify:${screen.id}`);
  try {
    await post(`${pathOf(screen)}/identify`);
    kept.text = screen.panel === 'off' ? t('identifiedDark', { name: nameOfScreen(screen) })
      : t('identified', { name: nameOfScreen(screen) });
  } catch (problem) {
    kept.text = sentence(problem);
  }
  say(kept.text);
  changed();
  setTimeout(() => {
    kept.text = '';
    changed();
  }, 15000);
}

export function screenCard(screen) {
  const { url } = pictureOf(screen);
  const { good, text } = conditionOf(screen);
  const name = nameOfScreen(screen);
  const message = screen.showing?.id && messageOf(screen.showing.id);
  const told = note(`identify:${screen.id}`).text;
  const dark = screen.online && screen.panel === 'off';
  return h('li', { class: 'screen', key: screen.id },
    h('div', { class: `glass ${isTall(screen) ? 'tall' : 'wide'} ${good ? '' : 'dimmed'}` },
      url ? h('img', { src: url, alt: t('pictureAlt', { name, what: showingWords(screen) }) })
        : h('p', { class: 'empty' }, t('noPicture')),
      !good ? h('p', { class: 'over' }, dark ? t('panelOffShort') : screen.online ? t('oldShort') : t('awayShort')) : null),
    h('div', { class: 'screen-line' },
      h('h3', {}, name),
      h('p', { class: good ? 'calm' : 'worry' }, good ? '' : '⚠ ', text)),
    problemsOf(screen).map((problem) => h('p', { class: 'worry', key: problem }, '⚠ ', problem)),
    h('p', { class: 'hint' }, dark ? t('wouldShow', { what: showingWords(screen) }) : showingWords(screen)),
    h('div', { class: 'row' },
      message && mayEdit() ? button(t('withdraw'), () => withdraw(message),
        { class: 'small', 'aria-label': t('withdrawNamed', { title: of(message.title) }) }) : null,
      mayEdit() ? button(t('identify'), () => identify(screen),
        { class: 'small quiet', disabled: !screen.online, 'aria-label': t('identifyNamed', { name }) }) : null),
    h('p', { class: 'told', key: 'told' }, told ?? ''));
}

export function screenCards() {
  if (!state.screens)
    return h('p', { class: 'hint' }, t('loading'));
  if (!state.screens.length)
    return h('p', { class: 'notice' }, t('noScreensYet'));
  return h('ul', { class: 'screens' }, state.screens.map(screenCard));
}

// One line for all of them.
export function allWell() {
  const screens = state.screens ?? [];
  if (!screens.length)
    return null;
  const bad = screens.filter((screen) => !conditionOf(screen).good || problemsOf(screen).length);
  const right = screens.filter((screen) => conditionOf(screen).good).length;
  const actions = bad.map((screen) => t(!screen.online ? 'todoAway' : screen.panel === 'off' ? 'todoDark'
    : !screen.current ? 'todoOld' : 'todoProblem', { name: nameOfScreen(screen) }));
  return h('p', { class: `notice ${bad.length ? 'worry-notice' : 'good'}`, key: 'all-well' },
    h('span', { 'aria-hidden': 'true' }, bad.length ? '⚠ ' : '✓ '),
    h('strong', {}, t('allRight', { n: right, all: screens.length })), ' ', actions.join(' '));
}
