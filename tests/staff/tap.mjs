// The least that a test needs to speak TAP (see tests/tools/tap.py, its elder).
import assert from 'node:assert/strict';

const cases = [];
export { assert };
export const test = (name, work) => cases.push({ name, work });

// Runs all cases, or those whose name contains one of the words.
export async function run(words, before, after) {
  const chosen = cases.filter(({ name }) => !words.length || words.some((word) => name.includes(word)));
  console.log(`1..${chosen.length}`);
  let failed = 0;
  for (const [i, { name, work }] of chosen.entries()) {
    let place;
    try {
      place = await before();
      await work(place);
      await after(place);
      console.log(`ok ${i + 1} - ${name}`);
    } catch (error) {
      failed += 1;
      console.log(String(error.stack ?? error).replace(/^/gm, '# '));
      console.log(`not ok ${i + 1} - ${name}`);
      await after(place, name).catch(() => {});
    }
  }
  return failed === 0 && chosen.length > 0;
}
