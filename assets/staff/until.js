// How long a message is shown. It always ends: at closing time unless someone says otherwise.
import { h } from './dom.js';
import { chips, field } from './fields.js';
import { state } from './state.js';
import { clock, day, fromLocal, isToday, now, rfc, toLocal, whenFull } from './time.js';
import { t } from './words.js';

const HOUR = 3600000;

// Where it ends by itself: at closing time; with the clinic closed, or its hours unknown, twelve hours from now.
function closing() {
  const { state: open, change } = state.clinic?.opening ?? {};
  return open === 'open' && change && new Date(change) > now() ? new Date(change) : null;
}

const inHours = (n) => new Date(Math.ceil((now().getTime() + n * HOUR) / 60000) * 60000);
const atLocal = (date, time) => fromLocal(`${date}T${time}`);

function endOf(days) {
  return atLocal(toLocal(new Date(now().getTime() + days * 24 * HOUR)).slice(0, 10), '23:59');
}

export function begin(ends = 'closing') {
  const hours = /^hours:(\d+)$/.exec(ends);
  return { choice: hours ? `hours:${hours[1]}` : 'closing', other: '' };
}

// The instant that is meant, or null while a date is missing.
export function resolve({ choice, other }) {
  const hours = /^hours:(\d+)$/.exec(choice);
  if (hours)
    return inHours(Number(hours[1]));
  switch (choice) {
  case 'noon':
    return atLocal(toLocal(now()).slice(0, 10), '12:00');
  case 'week':
    return endOf(7);
  case 'month':
    return endOf(30);
  case 'other':
    return other ? fromLocal(other) : null;
  default:
    return closing() ?? inHours(12);
  }
}

export const resolved = (until) => {
  const time = resolve(until);
  return time ? rfc(time) : undefined;
};

function words(choice) {
  const end = resolve({ choice });
  const time = isToday(end) ? clock(end) : whenFull(end);
  const hours = /^hours:(\d+)$/.exec(choice);
  if (hours)
    return t('untilHours', { n: Number(hours[1]), time });
  if (choice === 'noon')
    return t('untilTime', { time });
  if (choice === 'week' || choice === 'month')
    return t(choice === 'week' ? 'untilWeek' : 'untilMonth', { time: day(end) });
  return closing() ? t('untilClosing', { time }) : t('untilTime', { time });
}

export function untilField(id, until, change, { long = false, ends = 'closing', short = false } = {}) {
  const offered = [ends.startsWith('hours:') ? ends : 'hours:1'];
  if (Number(toLocal(now()).slice(11, 13)) < 11)
    offered.push('noon');
  if (!short)
    offered.push('closing');
  if (long)
    offered.push('week', 'month');
  if (short)
    offered.push(...['hours:1', 'hours:4', 'hours:12'].filter((choice) => choice !== ends));
  const options = [...new Set(offered)].map((value) => ({ value, label: words(value) }));
  options.push({ value: 'other', label: t('other') });
  return h('div', { class: 'until', key: id },
    chips(id, t('howLong'), options, until.choice, (choice) => change({ ...until, choice })),
    until.choice === 'other'
      ? field(`${id}-other`, t('untilWhen'), { type: 'datetime-local', value: until.other, required: true,
        min: toLocal(now()), oninput: (event) => change({ ...until, other: event.target.value }) })
      : null);
}
