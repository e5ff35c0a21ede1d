// Fields that several forms use. A choice is a row of radio buttons that look like chips, so the keyboard and screen
// readers know it for what it is.
import { h } from './dom.js';

export function chips(name, legend, options, value, onchange, { described } = {}) {
  return h('fieldset', { class: 'chips', key: name, 'aria-describedby': described ?? null },
    h('legend', {}, legend),
    h('div', { class: 'chip-row' }, options.map((option) =>
      h('label', { class: 'chip', key: `${name}-${option.value}`, lang: option.lang ?? null, dir: option.dir ?? null },
        h('input', { type: 'radio', name, value: String(option.value), checked: String(option.value) === String(value),
          onchange: () => onchange(option.value) }),
        h('span', {}, option.label)))));
}

export function checks(name, legend, options, values, onchange) {
  return h('fieldset', { class: 'chips', key: name },
    h('legend', {}, legend),
    h('div', { class: 'chip-row' }, options.map((option) =>
      h('label', { class: 'chip', key: `${name}-${option.value}` },
        h('input', { type: 'checkbox', name, value: option.value, checked: values.includes(option.value),
          onchange: (event) => onchange(event.target.checked
            ? [...values, option.value] : values.filter((value) => value !== option.value)) }),
        h('span', {}, option.label)))));
}

// A labelled input; `marks` are what is wrong with it.
export function field(id, label, props, { hint, marks, area } = {}) {
  const wrong = marks?.flat(Infinity).some(Boolean);
  const described = [hint && `${id}-hint`, wrong && `${id}-marks`].filter(Boolean).join(' ');
  return h('div', { class: 'field', key: id },
    h('label', { for: id }, label),
    h(area ? 'textarea' : 'input', { id, 'aria-describedby': described || null,
      'aria-invalid': wrong ? 'true' : null, ...props }),
    hint ? h('p', { class: 'hint', id: `${id}-hint` }, hint) : null,
    wrong ? h('div', { id: `${id}-marks`, class: 'marks' }, marks) : null);
}

export function select(id, label, options, value, onchange) {
  return h('div', { class: 'field', key: id },
    h('label', { for: id }, label),
    h('select', { id, value: String(value), onchange: (event) => onchange(event.target.value) },
      options.map((option) => h('option', { value: option.value, key: `${id}-${option.value}` }, option.label))));
}

export function button(label, onclick, props = {}) {
  return h('button', { type: 'button', onclick, ...props }, label);
}
