// A button that has to be held for two seconds, with the pointer or with Enter or Space. Who cannot hold it (or uses a
// device that only clicks) confirms in two steps instead. `kept` belongs to the view.
import { h, focusLater, say } from './dom.js';
import { button } from './fields.js';
import { changed } from './state.js';
import { t } from './words.js';

const HOLD_MS = 2000;
const STEP_MS = 40;

export function holdButton(id, label, kept, done, { disabled = false, look = 'danger' } = {}) {
  if (kept.steps)
    return twoSteps(id, label, kept, done, disabled, look);
  const begin = () => {
    if (disabled || kept.timer)
      return;
    kept.since = performance.now();
    kept.timer = setInterval(() => advance(id, kept, done), STEP_MS);
    document.getElementById(id)?.classList.add('held');
  };
  const end = () => release(id, kept);
  const key = (event) => event.key === 'Enter' || event.key === ' ';
  return h('div', { class: 'hold', key: id },
    h('button', {
      type: 'button', id, class: `main ${look}`, 'aria-describedby': `${id}-how`, disabled,
      onpointerdown: (event) => event.button === 0 && begin(), onpointerup: end, onpointerleave: end,
      onpointercancel: end, onblur: end,
      onkeydown: (event) => {
        if (key(event)) {
          event.preventDefault();
          begin();
        }
      },
      onkeyup: (event) => {
        if (key(event)) {
          event.preventDefault();
          end();
        }
      },
      onclick: (event) => {
        // A click without a pointer comes from assistive technology or a switch: it cannot hold.
        if (event.detail === 0 && !event.pointerType)
          inSteps(id, kept);
      },
      oncontextmenu: (event) => event.preventDefault(),
    }, label),
    h('progress', { id: `${id}-progress`, max: HOLD_MS, 'aria-hidden': 'true', value: kept.timer ? undefined : 0 }),
    h('p', { class: 'hint', id: `${id}-how` }, t('holdHow')),
    button(t('holdInstead'), () => inSteps(id, kept), { class: 'link', disabled }));
}

function advance(id, kept, done) {
  const held = performance.now() - kept.since;
  const bar = document.getElementById(`${id}-progress`);
  if (!bar)
    return release(id, kept);
  bar.value = Math.min(held, HOLD_MS);
  if (held < HOLD_MS)
    return undefined;
  release(id, kept, true);
  return done();
}

function release(id, kept, complete = false) {
  if (!kept.timer)
    return;
  clearInterval(kept.timer);
  kept.timer = 0;
  const bar = document.getElementById(`${id}-progress`);
  if (bar)
    bar.value = 0;
  document.getElementById(id)?.classList.remove('held');
  if (!complete)
    say(t('holdLonger'));
}

function inSteps(id, kept) {
  kept.steps = 1;
  changed();
  focusLater(`#${id}`);
}

function twoSteps(id, label, kept, done, disabled, look) {
  const back = button(t('cancel'), () => {
    kept.steps = 0;
    changed();
    focusLater(`#${id}`);
  }, { class: 'quiet' });
  const first = button(t('stepOne'), () => {
    kept.steps = 2;
    changed();
    focusLater(`#${id}-sure`);
  }, { id, class: 'main', disabled });
  const second = button(label, () => {
    kept.steps = 0;
    done();
  }, { id: `${id}-sure`, class: `main ${look}`, disabled });
  return h('div', { class: 'hold', key: `${id}-steps` },
    h('p', { class: 'hint' }, t(kept.steps === 1 ? 'stepFirst' : 'stepSecond')),
    h('div', { class: 'row' }, kept.steps === 1 ? first : second, back));
}
