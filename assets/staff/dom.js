// Elements, and bringing what is on the page to what it should be. Views are functions of the state that build their
// elements anew; patch() changes only what differs, so focus, caret and scroll stay where the person has them.
// Text only ever becomes text nodes: nothing that anyone wrote is read as HTML.

const SVG = 'http://www.w3.org/2000/svg';
const AS_PROPERTY = new Set(['value', 'checked', 'disabled', 'indeterminate']);

// h('button', {class: 'main', onclick: f}, 'Text', other). Of the properties: `key` names an element among its siblings,
// `mount` is called once when it is on the page; null and false leave an attribute out.
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  return fill(element, props, children);
}

// A drawing from lines: one path each.
export function drawing(name, ...paths) {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('class', `drawing ${name}`);
  element.setAttribute('aria-hidden', 'true');
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    element.append(path);
  }
  return element;
}

function fill(element, props, children) {
  element.props = {};
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false && child !== '')
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  for (const [name, value] of Object.entries(props ?? {})) {
    if (name === 'key' || name === 'mount')
      element[`vr_${name}`] = value;
    else if (name.startsWith('on') || AS_PROPERTY.has(name)) {
      element.props[name] = value;
      if (name !== 'value' || value !== undefined)
        element[name] = value ?? null;
    } else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value));
  }
  return element;
}

// Makes the children of `parent` equal to `fresh`.
export function patch(parent, fresh) {
  const wanted = fresh.flat(Infinity).filter((node) => node instanceof Node);
  const kept = new Set(wanted.map((node) => node.vr_key).filter(Boolean));
  const keyed = new Map();
  for (const node of [...parent.childNodes]) {
    if (node.vr_key && kept.has(node.vr_key))
      keyed.set(node.vr_key, node);
    else if (node.vr_key)
      node.remove();
  }
  let at = parent.firstChild;
  for (const node of wanted) {
    const have = node.vr_key ? keyed.get(node.vr_key) : at;
    if (have && alike(have, node)) {
      if (have !== at)
        parent.insertBefore(have, at);
      sync(have, node);
      at = have.nextSibling;
    } else {
      parent.insertBefore(node, at);
      mounted(node);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function alike(have, node) {
  return have.nodeName === node.nodeName && have.vr_key === node.vr_key && have.type === node.type;
}

function sync(have, node) {
  if (have.nodeType === Node.TEXT_NODE) {
    if (have.data !== node.data)
      have.data = node.data;
    return;
  }
  for (const { name } of [...have.attributes]) {
    if (name !== 'open' && !node.hasAttribute(name))
      have.removeAttribute(name);
  }
  for (const { name, value } of node.attributes) {
    if (name !== 'open' && have.getAttribute(name) !== value)
      have.setAttribute(name, value);
  }
  if (have.namespaceURI === SVG ? !have.isEqualNode(node) : true)
    patch(have, [...node.childNodes]);
  for (const name of Object.keys(have.props ?? {})) {
    if (!(name in (node.props ?? {})))
      have[name] = name === 'value' ? '' : null;
  }
  for (const [name, value] of Object.entries(node.props ?? {})) {
    if (name.startsWith('on') || have[name] !== value && !(name === 'value' && value === undefined))
      have[name] = value ?? null;
  }
  have.props = node.props;
}

function mounted(node) {
  if (node.vr_mount)
    node.vr_mount(node);
  for (const child of node.children ?? [])
    mounted(child);
}

// Tells those who cannot see the page. `urgent` interrupts them.
export function say(text, urgent = false) {
  const place = document.getElementById(urgent ? 'warned' : 'said');
  place.textContent = place.textContent === text ? `${text}\u00a0` : text;
}

// Puts the focus there once the page has been brought up to date.
export function focusLater(selector) {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(selector)?.focus()));
}
