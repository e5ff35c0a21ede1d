// The page's own words, Swedish and English, and the texts of others in the best language they have.
import sv from './words.sv.js';
import en from './words.en.js';

const catalogues = { sv, en };
const KEPT = 'vantrum.language';
let chosen = begin();

function begin() {
  const kept = localStorage.getItem(KEPT);
  if (kept in catalogues)
    return kept;
  const first = (navigator.languages ?? []).map((name) => name.slice(0, 2)).find((name) => name in catalogues);
  return first ?? 'sv';
}

export const lang = () => chosen;

export function setLang(name) {
  chosen = name;
  localStorage.setItem(KEPT, name);
  document.documentElement.lang = name;
}

// A phrase; {names} are filled in. A phrase that depends on a number is a function.
export function t(key, values = {}) {
  const phrase = catalogues[chosen][key];
  if (phrase === undefined)
    throw new Error(`no phrase "${key}" in ${chosen}`);
  if (typeof phrase === 'function')
    return phrase(values);
  return phrase.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? '');
}

export const has = (key) => catalogues[chosen][key] !== undefined;

// Of {sv: …, en: …} the text for whoever reads the page.
export function of(texts, language = chosen) {
  if (typeof texts === 'string')
    return texts;
  return texts?.[language] ?? texts?.sv ?? Object.values(texts ?? {})[0] ?? '';
}

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'prs', 'ckb', 'ps', 'ur', 'he', 'yi', 'dv', 'sd', 'ug']);
export const direction = (language) => (RIGHT_TO_LEFT.has(language.split('-')[0]) ? 'rtl' : 'ltr');

// Names that browsers without the data of these languages lack.
const OWN = { so: 'Soomaali', ti: 'ትግርኛ', ckb: 'کوردیی ناوەندی', ps: 'پښتو', am: 'አማርኛ', rom: 'Romani' };

// A language's name in itself, and in the page's language.
export function ownName(language) {
  return OWN[language] ?? new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(language);
}
export function nameOf(language) {
  return new Intl.DisplayNames([chosen], { type: 'language', fallback: 'code' }).of(language);
}

export function listOf(names) {
  return new Intl.ListFormat(chosen, { type: 'conjunction' }).format(names);
}
