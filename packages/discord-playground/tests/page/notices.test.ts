import { expect, test } from 'vitest';

/** Imported at run time, because the page is a TypeScript project of its own. */
const module = new URL('../../src/page/client/state.ts', import.meta.url);
const { showError, state }: { showError(text: string): void; state: { notices: { text: string }[] } } = await import(
  module.href
);

test('a notice that repeats is shown once, as the last', () => {
  for (const text of ['did not respond', 'too large', 'did not respond']) showError(text);
  expect(state.notices.map(({ text }) => text)).toEqual(['too large', 'did not respond']);
});
