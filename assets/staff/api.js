// One call to the hub. What goes wrong is a Problem that says what kind it is; words for it are in problems.js.

export class Problem extends Error {
  constructor(status, body = {}, retryAfter = 0) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status; // 0: the hub did not answer
    this.kind = String(body.type ?? '').split('/').pop();
    this.errors = body.errors ?? [];
    this.warnings = body.warnings ?? [];
    this.retryAfter = retryAfter;
  }
  get offline() {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

const PATIENCE_MS = 20000;
const listeners = { unauthorized: () => {}, reached: () => {}, lost: () => {} };
let session = 0;

// From here on calls belong to another session: a late 401 to one that was sent before signs nobody out.
export function nextSession() {
  session += 1;
}

// Tells what concerns the whole page: unauthorized(), reached(), lost().
export function listen(given) {
  Object.assign(listeners, given);
}

// Resolves to {status, headers, body}; body is parsed JSON, a Blob where `blob` is set, or null. 304 is no problem.
export async function call(method, path, { body, file, headers = {}, blob = false, signal, quiet = false } = {}) {
  const within = session;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  signal?.addEventListener('abort', () => patience.abort());
  const sent = { ...headers };
  if (body !== undefined)
    sent['Content-Type'] = 'application/json';
  if (file)
    sent['Content-Type'] = file.type;
  let response;
  let content = null;
  try {
    response = await fetch(path, {
      method, headers: sent, body: file ?? (body === undefined ? undefined : JSON.stringify(body)),
      credentials: 'same-origin', signal: patience.signal, redirect: 'error',
    });
    content = await read(response, blob);
  } catch (error) {
    if (signal?.aborted)
      throw new DOMException('aborted', 'AbortError');
    listeners.lost();
    throw new Problem(0);
  } finally {
    clearTimeout(timer);
  }
  if (response.ok || response.status === 304) {
    listeners.reached();
    return { status: response.status, headers: response.headers, body: content };
  }
  const problem = new Problem(response.status, content ?? {}, Number(response.headers.get('Retry-After')) || 0);
  if (problem.offline)
    listeners.lost();
  else
    listeners.reached();
  if (response.status === 401 && !quiet && within === session)
    listeners.unauthorized();
  throw problem;
}

async function read(response, blob) {
  if (response.status === 204 || response.status === 304)
    return null;
  if (blob && response.ok)
    return response.blob();
  const text = await response.text();
  if (!/json/.test(response.headers.get('Content-Type') ?? ''))
    return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const get = async (path, options) => (await call('GET', path, options)).body;
export const post = async (path, body, options) => (await call('POST', path, { body, ...options })).body;

// The rest of a list: the address that the Link header names as next, or ''.
export function nextOf(headers) {
  const found = /<([^>]+)>\s*;\s*rel="?next"?/.exec(headers.get('Link') ?? '');
  return found ? found[1] : '';
}

export function query(members) {
  const pairs = Object.entries(members).filter(([, value]) => value !== undefined && value !== '' && value !== null);
  return pairs.length ? `?${new URLSearchParams(pairs)}` : '';
}
