// Words for what went wrong, and the marks beside the fields concerned. What was blocked is never repeated.
import { h } from './dom.js';
import { t, has } from './words.js';

// One sentence for the whole.
export function sentence(problem) {
  if (problem.offline)
    return t('problemOffline');
  if (problem.kind === 'personal-identity-number')
    return t('problemIdentity');
  if (problem.kind === 'needs-confirmation')
    return t('problemConfirm');
  if (problem.kind === 'conflict')
    return t('problemTaken');
  const known = { 400: 'problemBad', 401: 'problemSession', 403: 'problemForbidden', 404: 'problemGone',
    412: 'problemChanged', 413: 'problemLarge', 415: 'problemType', 422: 'problemInvalid' };
  if (problem.status === 429)
    return t('problemMany', { n: Math.max(1, problem.retryAfter) });
  return known[problem.status] ? t(known[problem.status]) : t('problemOther', { n: problem.status ?? '' });
}

const under = (pointer, field) => pointer === field || pointer.startsWith(`${field}/`);

// What is said beside the field at `pointer` (a template's value: "/template/values/minutes").
export function marks(problem, pointer, confirmed, onconfirm) {
  if (!problem)
    return null;
  const wrong = problem.errors.filter((error) => under(error.pointer ?? '', pointer));
  const doubts = problem.warnings.filter((warning) => under(warning.pointer ?? '', pointer));
  return [
    ...wrong.map((error) => h('p', { class: 'field-wrong', key: `wrong${pointer}` },
      problem.kind === 'personal-identity-number' ? t('identityHere') : t('fieldWrong', { detail: error.detail ?? '' }))),
    ...doubts.map((warning) => doubt(warning, confirmed, onconfirm)),
  ];
}

function doubt(warning, confirmed, onconfirm) {
  const code = has(`doubt-${warning.code}`) ? t(`doubt-${warning.code}`) : warning.detail ?? warning.code;
  return h('div', { class: 'field-doubt', key: `doubt${warning.pointer}${warning.code}` },
    h('p', {}, code),
    h('label', { class: 'check' },
      h('input', { type: 'checkbox', checked: confirmed.includes(warning.code),
        onchange: (event) => onconfirm(warning.code, event.target.checked) }),
      t('doubtConfirm')));
}

// All of it that has no field on this page.
export function rest(problem, pointers, confirmed, onconfirm) {
  if (!problem)
    return null;
  const homeless = (at) => !pointers.some((pointer) => under(at ?? '', pointer));
  const errors = problem.errors.filter((error) => homeless(error.pointer));
  const warnings = problem.warnings.filter((warning) => homeless(warning.pointer));
  return [
    h('p', { class: 'notice bad', key: 'problem', id: 'problem', tabindex: '-1' }, sentence(problem)),
    ...errors.map((error) => h('p', { class: 'field-wrong', key: `rest${error.pointer}` },
      problem.kind === 'personal-identity-number' ? t('identityHere') : `${error.pointer}: ${error.detail ?? ''}`)),
    ...warnings.map((warning) => doubt(warning, confirmed, onconfirm)),
  ];
}

// Advice from the hub in the page's words.
export const languageOf = (warning) => String(warning.pointer ?? '').split('/')[2];

export function advice(warning, nameOf) {
  const language = languageOf(warning);
  const key = `advice-${warning.code}`;
  const text = has(key) ? t(key, { n: warning.value, most: warning.advised }) : warning.detail;
  return language ? `${nameOf(language)}: ${text}` : text;
}
