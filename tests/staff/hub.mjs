// A hub that is played: it answers as contract §2 and §3 say, shows what it is told on three screens that are nowhere, and
// fails on request. What the page does when a hub is slow, gone or says no can be tried here and not with a real one.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as clinic from './clinic.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const STAFF = join(ROOT, 'assets/staff');
const PICTURES = join(ROOT, 'tests/pictures/reference');
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml' };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; font-src 'self'; "
  + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const rfc = (ms = Date.now()) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');
const slide = (name) => readFileSync(join(PICTURES, `${name}.png`));

class Refusal extends Error {
  constructor(status, type = 'about:blank', more = {}) {
    super(type);
    Object.assign(this, { status, body: { type, status, title: String(status), detail: 'in English, for programs', ...more } });
  }
}

export class Hub {
  constructor() {
    this.users = structuredClone(clinic.users);
    this.clinics = structuredClone(clinic.clinics);
    this.screens = structuredClone(clinic.screens());
    this.waits = structuredClone(clinic.waits());
    this.messages = structuredClone(clinic.messages());
    this.audit = [{ at: rfc(), clinic: 'almen', who: 'boss', action: 'wait.set', target: 'lab', detail: '', confirmed: '' }];
    this.sessions = new Map();
    this.receipts = new Map();
    this.calls = [];
    this.refuse = []; // [{method, path: RegExp, status, type, more, headers, times}]: what is answered instead
    this.slow = null; // {path: RegExp, wait}: these replies come when the promise `wait` is kept
    this.media = new Map();
    this.n = 0;
  }

  async start() {
    this.server = createServer((request, response) => this.take(request, response));
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  // A hub that is gone: connections are cut.
  set gone(value) {
    this.silent = value;
    if (value)
      this.server.closeAllConnections();
  }

  expire() {
    this.sessions.clear();
  }

  async take(request, response) {
    if (this.silent)
      return request.socket.destroy();
    const url = new URL(request.url, 'http://hub');
    const chunks = [];
    for await (const chunk of request)
      chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (url.pathname === '/' || url.pathname.startsWith('/staff'))
      return this.file(url.pathname, response);
    let reply;
    try {
      reply = await this.answer(request, url, bytes);
    } catch (error) {
      if (!(error instanceof Refusal))
        console.error('#', error);
      reply = { status: error.status ?? 500, body: error.body ?? {}, type: 'application/problem+json', headers: error.headers };
    }
    if (this.slow?.path.test(url.pathname))
      await this.slow.wait;
    const { status = 200, body, type = 'application/json', headers = {} } = reply;
    response.writeHead(status, { ...(body === undefined ? {} : { 'Content-Type': type }), 'Cache-Control': 'no-store', ...headers });
    return response.end(body === undefined ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body));
  }

  file(path, response) {
    if (path === '/')
      return response.writeHead(303, { Location: '/staff/' }).end();
    const name = path.replace(/^\/staff\/?/, '') || 'index.html';
    if (!readdirSync(STAFF).includes(name))
      return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': TYPES[extname(name)], 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' });
    return response.end(readFileSync(join(STAFF, name)));
  }

  async answer(request, url, bytes) {
    const { method } = request;
    const refused = this.refuse.find((one) => one.method === method && one.path.test(url.pathname) && one.times !== 0);
    if (refused) {
      refused.times = (refused.times ?? Infinity) - 1;
      throw Object.assign(new Refusal(refused.status, refused.type, refused.more), { headers: refused.headers });
    }
    const json = /json/.test(request.headers['content-type'] ?? '');
    const body = json && bytes.length ? JSON.parse(bytes) : {};
    this.calls.push({ method, path: url.pathname, query: Object.fromEntries(url.searchParams), body, bytes: json ? undefined : bytes });
    const user = this.sessions.get(/vantrum=(\w+)/.exec(request.headers.cookie ?? '')?.[1]);
    const parts = url.pathname.split('/').slice(2).map(decodeURIComponent);
    if (parts[0] === 'session')
      return this.session(method, body, user);
    if (!user)
      throw new Refusal(401);
    if (method !== 'GET' && this.users[user].role === 'viewer')
      throw new Refusal(403);
    const handler = this[`on_${parts[0]}`];
    if (!handler)
      throw new Refusal(404);
    return handler.call(this, { method, body, bytes, user, parts, url, ask: url.searchParams, headers: request.headers });
  }

  session(method, { user, password }, known) {
    if (method === 'POST') {
      if (this.users[user]?.password !== password)
        throw new Refusal(401);
      const key = createHash('sha256').update(`${user}${this.n++}${Date.now()}`).digest('hex');
      this.sessions.set(key, user);
      return { status: 204, headers: { 'Set-Cookie': `vantrum=${key}; HttpOnly; SameSite=Strict; Path=/` } };
    }
    if (method === 'DELETE') {
      for (const [key, name] of this.sessions)
        if (name === known)
          this.sessions.delete(key);
      return { status: 204 };
    }
    if (!known)
      throw new Refusal(401);
    const { role, clinics } = this.users[known];
    return { body: { user: known, role, clinics: this.clinics.filter(({ id }) => clinics.includes(id)), now: rfc(), version: '0' } };
  }

  on_password({ body, user }) {
    if (body.current !== this.users[user].password)
      throw new Refusal(403);
    if (body.new.length < 10)
      throw new Refusal(422);
    this.users[user].password = body.new;
    return { status: 204 };
  }

  // What the real hub's guard and templates do, as far as the page needs it.
  fill(body, confirmed, user) {
    const text = JSON.stringify(body);
    const at = (found) => ['title', 'text'].flatMap((part) => Object.entries(body[part] ?? {}).filter(([, value]) => found.test(value))
      .map(([language]) => `/${part}/${language}`)).concat(Object.entries(body.template?.values ?? {}).filter(([, value]) => found.test(value))
      .map(([name]) => `/template/values/${name}`))[0] ?? '';
    const number = /\d{6}-\d{4}/;
    if (number.test(text.replace(/"valid_[a-z]+":"[^"]*"/g, '')))
      throw new Refusal(422, 'https://vantrum.example/problems/personal-identity-number', { errors: [{ pointer: at(number), detail: 'blocked' }] });
    const plate = /\b[A-Z]{3} \d{3}\b/;
    if (plate.test(text) && !confirmed.includes('car-plate'))
      throw new Refusal(409, 'https://vantrum.example/problems/needs-confirmation',
        { warnings: [{ pointer: at(plate), code: 'car-plate', detail: 'like a car plate' }] });
    const { template, ...rest } = body;
    const message = { ...rest, issued_at: rfc() };
    if (template)
      Object.assign(message, clinic.fill(template), body.drill ? { drill: true } : {});
    if (message.priority === 'emergency' && !template && this.users[user].role !== 'admin')
      throw new Refusal(403);
    if (!Object.keys(message.title ?? {}).length)
      throw new Refusal(422, 'about:blank', { errors: [{ pointer: '/title', detail: 'is needed' }] });
    return message;
  }

  on_check({ body, ask, user }) {
    const message = this.fill(body, (ask.get('confirm') ?? '').split(','), user);
    const warnings = ['sv', 'fi', 'en', 'ar', 'so'].filter((language) => !message.title[language])
      .map((language) => ({ pointer: `/title/${language}`, code: 'missing-language', detail: 'missing', value: 0, advised: 0 }));
    for (const [language, text] of Object.entries(message.text ?? {}))
      if (text.split(' ').length > 20)
        warnings.push({ pointer: `/text/${language}`, code: 'long-sentence', detail: 'long', value: text.split(' ').length, advised: 20 });
    return { body: { warnings, lengths: Object.keys(message.title).map((language) => ({ language, pages: (message.text?.[language] ?? '').length > 130 ? 2 : 1, seconds: 12 })), round_s: { now: 390, then: 430 }, message } };
  }

  on_preview({ body, ask, user }) {
    const message = this.fill(body, (ask.get('confirm') ?? '').split(','), user);
    const name = message.drill ? 'drill' : message.priority === 'emergency' ? 'emergency' : ask.get('language') === 'ar' ? 'message-arabic' : 'message';
    return { body: slide(name), type: 'image/png', headers: { 'Vantrum-Pages': (message.text?.sv ?? '').length > 200 ? '2' : '1' } };
  }

  on_templates() {
    return { body: clinic.templates };
  }

  on_media({ bytes, headers }) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.media.set(sha256, bytes);
    return { status: 201, body: { sha256, href: `/v1/media/${sha256}`, type: headers['content-type'], width: 8, height: 8, bytes: bytes.length } };
  }

  on_users({ method, body, parts }) {
    if (method === 'POST') {
      this.users[body.user] = { password: 'made-up-password', role: body.role, clinics: body.clinics };
      return { status: 201, body: { user: body.user, password: 'made-up-password' } };
    }
    if (method === 'DELETE') {
      delete this.users[parts[1]];
      return { status: 204 };
    }
    return { body: Object.entries(this.users).map(([user, { role, clinics }]) => ({ user, role, clinics })) };
  }

  on_audit() {
    return { body: this.audit };
  }

  on_review() {
    return { body: clinic.review(this.messages) };
  }

  of(list, ask) {
    const wanted = ask.get('clinic');
    return list.filter((one) => !wanted || one.clinic === wanted);
  }

  on_waits({ method, body, parts, ask }) {
    if (method === 'GET')
      return { body: this.of(this.waits, ask) };
    const wait = this.waits.find(({ id }) => id === parts[1]);
    if (!wait)
      throw new Refusal(404);
    const value = ['wait', 'level', 'state', 'accepting'].some((name) => name in body) || !Object.keys(body).length;
    if (value)
      Object.assign(wait, { measured_at: rfc(), freshness: 'fresh' }, Object.keys(body).length ? { statistic: 'staff', good_for_s: 3600 } : {});
    for (const [name, given] of Object.entries(body)) {
      if (given === null)
        delete wait[name];
      else
        wait[name] = given;
    }
    return { body: wait };
  }

  on_screens({ method, body, parts, ask }) {
    if (parts.length === 1 && method === 'GET')
      return { body: this.of(this.screens, ask).map(({ picture, ...screen }) => screen) };
    if (parts.length === 1) {
      this.screens.push({ ...clinic.screens()[0], ...body, online: false, last_seen: null, picture: '', picture_at: null });
      return { status: 201, body: { id: body.id, token: 'a-screen-token' } };
    }
    const screen = this.screens.find(({ id }) => id === parts[1]);
    if (!screen)
      throw new Refusal(404);
    if (parts[2] === 'picture') {
      if (!screen.picture)
        throw new Refusal(404);
      return { body: slide(screen.picture), type: 'image/png', headers: { ETag: `"${screen.picture}"` } };
    }
    if (parts[2] === 'identify')
      return { status: 204 };
    if (parts[2] === 'token')
      return { body: { token: 'another-screen-token' } };
    if (method === 'DELETE') {
      this.screens.splice(this.screens.indexOf(screen), 1);
      return { status: 204 };
    }
    Object.assign(screen, body);
    return { body: screen };
  }

  on_messages(call) {
    const { method, body, parts, ask, user, headers } = call;
    if (parts.length === 1 && method === 'GET') {
      const states = (ask.get('state') ?? 'active,pending').split(',');
      return { body: this.of(this.messages, ask).filter(({ state }) => states.includes(state)) };
    }
    const confirmed = (ask.get('confirm') ?? '').split(',');
    if (parts.length === 1)
      return this.create(body, confirmed, user);
    const message = this.messages.find(({ id }) => id === parts[1]);
    if (!message || message.state === 'withdrawn' && !parts[2])
      throw new Refusal(404);
    if (parts[2] === 'receipts')
      return { body: this.receipts.get(message.id) ?? [] };
    if (parts[2] === 'restore') {
      message.state = 'active';
      return { body: message };
    }
    if (parts[2] === 'approval' && method === 'DELETE') {
      Object.assign(message, message.approved, { state: 'active', approved: undefined });
      return { body: message };
    }
    if (parts[2] === 'approval') {
      if (message.created_by === user)
        throw new Refusal(403);
      message.state = 'active';
      this.shown(message.id);
      return { body: message };
    }
    const etag = { ETag: `"${message.revision ?? 1}"` };
    if (method === 'GET') {
      const { revision, ...rest } = message;
      return { body: rest, headers: etag };
    }
    if (method === 'DELETE') {
      message.state = 'withdrawn';
      for (const screen of this.screens)
        if (screen.online && screen.showing.id === message.id)
          screen.showing = { slide: 'waits', id: '', languages: ['sv'] };
      return { status: 204 };
    }
    if (headers['if-match'] && headers['if-match'] !== etag.ETag)
      throw new Refusal(412);
    Object.assign(message, this.fill(body, confirmed, user), { revision: (message.revision ?? 1) + 1, changed_by: user });
    return { body: message };
  }

  create(body, confirmed, user) {
    const place = this.clinics.find(({ id }) => id === body.clinic);
    const waits = place.approval && this.users[user].role === 'editor' && body.template === undefined;
    const message = { id: `made-${this.n++}`, ...this.fill(body, confirmed, user), state: waits ? 'pending' : 'active', created_by: user,
      changed_by: user, created_at: rfc(), changed_at: rfc() };
    this.messages.push(message);
    this.audit.unshift({ at: rfc(), clinic: body.clinic, who: user, action: 'message.create', target: message.id, detail: '',
      confirmed: confirmed.filter(Boolean).join(',') });
    if (!waits)
      this.shown(message.id);
    return { status: 201, body: message, headers: { Location: `/v1/messages/${message.id}`, ETag: '"1"' } };
  }

  // The screens that can show it do; the dark one takes it without anyone seeing it.
  shown(id) {
    this.receipts.set(id, this.screens.filter(({ online }) => online).map((screen) => ({ screen: screen.id, panel: screen.panel,
      first_shown_at: rfc(), last_shown_at: rfc(), sequence: 412 })));
    for (const screen of this.screens)
      if (screen.online)
        screen.showing = { slide: 'message', id, languages: ['sv'] };
  }
}
