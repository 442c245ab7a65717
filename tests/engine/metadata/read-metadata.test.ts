import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMetadataReader } from '../../../src/engine/metadata/create-metadata-reader.ts';
import { readMetadata } from '../../../src/engine/metadata/read-metadata.ts';
import { rounds } from '../../helpers/rounds.ts';
import { samplePath } from '../../helpers/samples.ts';
import { acidChunk, chunkedWav, id3Header, id3Tag, infoChunk, loopedSmplChunk } from '../../helpers/tagged-files.ts';

const MP3_FRAME = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)]);
const mp3 = (tag: Uint8Array) => Buffer.concat([tag, ...Array<Buffer>(8).fill(MP3_FRAME)]);

describe('metadata', () => {
  test('of ID3 tags', async () => {
    const tag = id3Tag({
      ...{ TIT2: 'Amen, Brother', TPE1: 'The Winstons', TCON: 'Funk', TBPM: '136', TKEY: 'F#m' },
      ...{ WCOP: 'https://creativecommons.org/licenses/by/4.0/', WOAR: 'https://example.org/winstons' },
    });
    expect(await readMetadata(mp3(tag))).toEqual({
      ...{ title: 'Amen, Brother', artist: 'The Winstons', keywords: ['Funk'], tempoBpm: 136, key: 'F#m' },
      rights: ['https://creativecommons.org/licenses/by/4.0/'],
      website: 'https://example.org/winstons',
      ...{ root: null, isLoop: false },
    });
  });

  test('of RIFF INFO, also behind the samples, and of BWF', async () => {
    const info = infoChunk({ INAM: 'Kick', IART: 'Ada', IGNR: 'Drums', IKEY: 'house; 909', ICOP: 'CC0-1.0' });
    const expected = { title: 'Kick', artist: 'Ada', keywords: ['Drums', 'house', '909'], rights: ['CC0-1.0'] };
    expect(await readMetadata(chunkedWav([['LIST', info]]))).toMatchObject(expected);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(info.length);
    const atEnd = Buffer.concat([chunkedWav([]), Buffer.from('LIST'), size, info]);
    atEnd.writeUInt32LE(atEnd.length - 8, 4);
    expect(await readMetadata(atEnd)).toMatchObject(expected);
    const bext = Buffer.alloc(602);
    bext.write('Wooden door, close', 'latin1');
    expect(await readMetadata(chunkedWav([['bext', bext]]))).toMatchObject({ title: 'Wooden door, close' });
  });

  test('of chunks of samplers: tempo and root note of acid, loop points of smpl', async () => {
    const acid = await readMetadata(chunkedWav([['acid', acidChunk(98.5, { root: 69 })]]));
    expect(acid).toMatchObject({ tempoBpm: 98.5, root: 9, isLoop: true });
    const oneShot = await readMetadata(chunkedWav([['acid', acidChunk(98.5, { root: 69, isOneShot: true })]]));
    expect(oneShot).toMatchObject({ tempoBpm: null, root: null, isLoop: false });
    expect(await readMetadata(chunkedWav([['smpl', loopedSmplChunk()]]))).toMatchObject({ isLoop: true });
  });

  test('of iXML', async () => {
    const xml = `<?xml version="1.0"?><BWFXML><ASWG><songTitle>Rain &amp; Wind</songTitle><genre>ambient</genre>
      <tempo>72</tempo><inKey>Dm</inKey><isLoop>true</isLoop></ASWG></BWFXML>`;
    expect(await readMetadata(chunkedWav([['iXML', Buffer.from(xml)]]))).toMatchObject({
      ...{ title: 'Rain & Wind', keywords: ['ambient'], tempoBpm: 72, key: 'Dm', isLoop: true },
    });
  });

  test('is missing if a file has none, is no audio, or states impossible numbers', async () => {
    const none = { title: null, artist: null, keywords: [], rights: [], website: null, tempoBpm: null, key: null };
    expect(await readMetadata(chunkedWav([]))).toMatchObject(none);
    expect(await readMetadata(Buffer.from('no audio at all'))).toMatchObject(none);
    expect(await readMetadata(new Uint8Array())).toMatchObject(none);
    for (const tempo of [0, -5, 1e9, Number.NaN, Number.POSITIVE_INFINITY])
      expect(await readMetadata(chunkedWav([['acid', acidChunk(tempo)]]))).toMatchObject({ tempoBpm: null });
  });

  test('is short, whatever the file contains', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => `genre ${i}`).join(';');
    const read = await readMetadata(mp3(id3Tag({ TIT2: 'x'.repeat(1_000_000), TCON: many })));
    expect(read.title).toHaveLength(300);
    expect(read.keywords.length).toBeLessThanOrEqual(20);
    expect(await readMetadata(mp3(id3Header(2 ** 28 - 1)))).toMatchObject({ title: null });
  });

  test('never fails for damaged files', async () => {
    const files = [
      mp3(id3Tag({ TIT2: 'title', TBPM: '99', TKEY: 'Am' })),
      chunkedWav([
        ['LIST', infoChunk({ INAM: 'x' })],
        ['acid', acidChunk(99)],
        ['iXML', Buffer.from('<a><b>c</b>')],
      ]),
      readFileSync(samplePath('elec_blip')),
    ];
    const damage = fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damage, async (file, changes) => {
        const damaged = Uint8Array.from(file);
        for (const [at, value] of changes) if (at < damaged.length) damaged[at] = value;
        const { keywords, tempoBpm } = await readMetadata(damaged);
        expect(keywords.length).toBeLessThanOrEqual(20);
        expect(tempoBpm ?? 100).toBeGreaterThanOrEqual(20);
      }),
      { numRuns: rounds(60, 5000) },
    );
  });
});

test('a reader in a thread gives null if a file cannot be read', async () => {
  const reader = createMetadataReader();
  try {
    expect(await reader.metadata('/there/is/no/such/file')).toBeNull();
    expect(await reader.metadata(chunkedWav([['acid', acidChunk(100)]]))).toMatchObject({ tempoBpm: 100 });
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(reader.metadata(chunkedWav([]), { signal })).rejects.toThrow('stopped');
  } finally {
    await reader.close();
  }
});
