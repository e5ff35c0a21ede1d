// The page on the real hub, with the real screen fed by it: what the played hub says is only worth as much as this.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HUB = process.env.VANTRUM_HUB;
const SCREEN = process.env.VANTRUM;
const EVERY_DAY = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', until: '24:00' }];
const PATIENCE_MS = 20000;

export const isBuilt = Boolean(HUB && SCREEN);

// The sample clinic, open at all hours, its waits measured now.
function writeClinic(folder, change) {
  cpSync(join(ROOT, 'assets/sample'), folder, { recursive: true });
  const programme = JSON.parse(readFileSync(join(folder, 'programme.json'), 'utf8'));
  programme.clinic.opening_hours = EVERY_DAY;
  programme.clinic.exceptions = [];
  for (const wait of programme.waits) {
    delete wait.hours;
    wait.measured_at = new Date().toISOString();
  }
  change?.(programme);
  writeFileSync(join(folder, 'programme.json'), JSON.stringify(programme));
}

export class RealHub {
  // A hub that nobody works at and no screen asks. change: what is done to the sample's programme.
  async serve(change) {
    this.prepare(change);
    await this.listen();
    return this;
  }

  async start() {
    this.prepare();
    this.passwords = Object.fromEntries([['reception', 'editor'], ['boss', 'admin']].map(([user, role]) =>
      [user, this.console('user', 'add', user, '--role', role)]));
    const token = this.console('screen', 'add', 'entrance', '--name', 'Entrén');
    this.console('screen', 'add', 'cellar', '--name', 'Källaren');
    await this.listen();
    const config = join(this.folder, 'vantrum.conf');
    writeFileSync(config, `[screen]\nid = entrance\n[hub]\nurl = ${this.url}\ntoken = ${token}\n[cache]\ndir = ${this.folder}/cache\n`);
    this.screen = spawn(SCREEN, ['run', '--config', config, '--headless'], { stdio: 'ignore' });
    return this;
  }

  prepare(change) {
    this.folder = mkdtempSync(join(tmpdir(), 'vantrum-staff-'));
    this.config = join(this.folder, 'hub.conf');
    writeFileSync(this.config, `[hub]\nlisten = 127.0.0.1:0\ndatabase = ${this.folder}/hub.db\nmedia = ${this.folder}/media\n`);
    writeClinic(join(this.folder, 'clinic'), change);
    this.console('import', join(this.folder, 'clinic'));
  }

  async listen() {
    this.hub = spawn(HUB, ['serve', '--config', this.config], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.url = await new Promise((done, fail) => {
      this.hub.stdout.once('data', (line) => done(String(line).trim().replace(/\/$/, '')));
      this.hub.once('exit', () => fail(new Error('the hub ended')));
      setTimeout(() => fail(new Error('the hub says no address')), PATIENCE_MS).unref();
    });
  }

  console(...words) {
    const { status, stdout, stderr } = spawnSync(HUB, [...words, '--config', this.config], { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`vantrum-hub ${words.join(' ')}: ${stderr}`);
    return stdout.trim();
  }

  async stop() {
    for (const program of [this.screen, this.hub]) {
      if (program && program.exitCode === null) {
        const ended = new Promise((done) => program.once('exit', done));
        program.kill();
        await ended;
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
