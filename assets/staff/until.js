// How long a message is shown. It always ends: at closing time unless someone says otherwise.
import { h } from './dom.js';
import { chips, field } from './fields.js';
import { state } from './state.js';
import { clock, day, fromLocal, isToday, now, rfc, toLocal, whenFull } from './time.js';
import { t } from './words.js';

const HOUR = 3600000;

const HOURS = /^hours:(\d+)$/;
const DAYS = /^days:(\d+)$/;
const VALUE = /^value:(.+)$/;

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
  return { choice: [HOURS, DAYS, VALUE].some((form) => form.test(ends)) ? ends : 'closing', other: '' };
}

// The next time that it is what one of the notice's values says ("13:00", or the end of hours).
function atValue(value) {
  const time = value?.until ?? value;
  if (!/^\d\d:\d\d$/.test(time ?? ''))
    return null;
  const on = (ms) => atLocal(toLocal(new Date(ms)).slice(0, 10), time);
  const today = on(now().getTime());
  return today > now() ? today : on(now().getTime() + 24 * HOUR);
}

// The instant that is meant, or null while a date is missing.
export function resolve({ choice, other }, values = {}) {
  if (HOURS.test(choice))
    return inHours(Number(HOURS.exec(choice)[1]));
  if (DAYS.test(choice))
    return endOf(Number(DAYS.exec(choice)[1]));
  if (VALUE.test(choice))
    return atValue(values[VALUE.exec(choice)[1]]);
  switch (choice) {
  case 'noon':
    return atLocal(toLocal(now()).slice(0, 10), '12:00');
  case 'other':
    return other ? fromLocal(other) : null;
  default:
    return closing() ?? inHours(12);
  }
}

export const resolved = (until, values) => {
  const time = resolve(until, values);
  return time ? rfc(time) : undefined;
};

function words(choice, values) {
  const end = resolve({ choice }, values);
  if (!end)
    return t('untilThen');
  const time = isToday(end) ? clock(end) : whenFull(end);
  if (HOURS.test(choice))
    return t('untilHours', { n: Number(HOURS.exec(choice)[1]), time });
  if (DAYS.test(choice))
    return t('untilDays', { n: Number(DAYS.exec(choice)[1]), time: day(end) });
  return choice === 'closing' && closing() ? t('untilClosing', { time }) : t('untilTime', { time });
}

export function untilField(id, until, change, { long = false, ends = 'closing', short = false, values = {} } = {}) {
  const offered = [ends];
  if (short)
    offered.push('hours:1', 'hours:4', 'hours:12');
  else
    offered.push('hours:1', 'closing', ...(Number(toLocal(now()).slice(11, 13)) < 11 ? ['noon'] : []));
  if (long)
    offered.push('days:7', 'days:30');
  const soonest = (a, b) => (resolve({ choice: a }, values) ?? 0) - (resolve({ choice: b }, values) ?? 0);
  const options = [...new Set(offered)].sort(soonest).map((value) => ({ value, label: words(value, values) }));
  options.push({ value: 'other', label: t('other') });
  return h('div', { class: 'until', key: id },
    chips(id, t('howLong'), options, until.choice, (choice) => change({ ...until, choice })),
    until.choice === 'other'
      ? field(`${id}-other`, t('untilWhen'), { type: 'datetime-local', value: until.other, required: true,
        min: toLocal(now()), oninput: (event) => change({ ...until, other: event.target.value }) })
      : null);
}
