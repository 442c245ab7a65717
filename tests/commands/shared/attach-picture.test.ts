import { expect, test } from 'vitest';
import { withPicture } from '../../../src/commands/shared/attach-picture.ts';

test('the picture of an embed is described in the embed, where screen readers find the text', () => {
  const { embeds, files } = withPicture({ title: 'Results' }, [], new Uint8Array(1), 'Two sounds, 92 % alike');
  expect(embeds).toEqual([
    { title: 'Results', image: { url: 'attachment://picture.png', description: 'Two sounds, 92 % alike' } },
  ]);
  expect(files.map(({ name }) => name)).toEqual(['picture.png']);
});
