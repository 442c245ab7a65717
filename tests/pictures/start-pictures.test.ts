import { expect, test } from 'vitest';
import { PACKED_DIMENSIONS } from '../../src/engine/embedding.ts';
import { drawPicture } from '../../src/pictures/draw-picture.ts';
import { startPictures } from '../../src/pictures/start-pictures.ts';
import { look, MAP_WORDS, searchPicture, tone } from '../helpers/pictures.ts';
import { noise } from '../helpers/signals.ts';

test('the drawing thread gives the same bytes as drawing in the calling thread, each time', async () => {
  const pictures = startPictures();
  try {
    for (const value of [0.25, 0.25, 0.9]) {
      const picture = searchPicture([value]);
      expect(Buffer.compare((await pictures.draw(picture)).png, drawPicture(picture).png)).toBe(0);
    }
  } finally {
    await pictures.close();
  }
});

test('the packaged fonts have Japanese glyphs: two names without glyphs would look alike', async () => {
  const pictures = startPictures();
  try {
    const [rain, sound] = await Promise.all(
      ['雨', '音'].map((name) => pictures.draw(searchPicture([1], [tone], name))),
    );
    expect(Buffer.compare(rain?.png ?? new Uint8Array(), sound?.png ?? new Uint8Array())).not.toBe(0);
  } finally {
    await pictures.close();
  }
});

test('a picture past its deadline is cancelled with its thread, and another thread draws the waiting ones', async () => {
  let deadline = new AbortController();
  const pictures = startPictures(() => deadline.signal);
  try {
    const picture = searchPicture([0.5]);
    // The first picture starts the drawing thread.
    await pictures.draw(picture);
    const tooLate = deadline;
    const cancelled = expect(pictures.draw(picture)).rejects.toThrow();
    deadline = new AbortController();
    const waiting = [0.25, 0.75].map((value) => pictures.draw(searchPicture([value])));
    tooLate.abort();
    await cancelled;
    const drawn = await Promise.all(waiting);
    expect(drawn.map(({ png: bytes }) => Buffer.from(bytes))).toEqual(
      [0.25, 0.75].map((value) => Buffer.from(drawPicture(searchPicture([value])).png)),
    );
  } finally {
    await pictures.close();
  }
});

test('`stopAllButMaps` cancels waiting and later pictures, but not maps', async () => {
  const pictures = startPictures();
  try {
    const picture = searchPicture([0.5]);
    const waiting = Promise.allSettled([1, 2, 3].map(() => pictures.draw(picture)));
    const map = pictures.draw({
      kind: 'map',
      vectors: Float32Array.from(noise(3 * PACKED_DIMENSIONS, 1, 0.05)),
      clap: false,
      points: [1, 2, 3].map((name) => ({ name: `sound ${name}`, group: null, tags: [] })),
      words: MAP_WORDS,
    });
    await pictures.stopAllButMaps();
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(pictures.draw(picture)).rejects.toThrow();
    expect((await look((await map).png)).width).toBe(1400);
  } finally {
    await pictures.close();
  }
});
