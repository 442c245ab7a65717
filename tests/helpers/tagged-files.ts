import { silence, sine } from './signals.ts';
import { waveBytes } from './wave-bytes.ts';

/** Returns a WAV file of half a second with these chunks in front of its samples. */
export function chunkedWav(chunks: readonly (readonly [id: string, content: Uint8Array])[], hertz = 440): Uint8Array {
  const samples = hertz === 0 ? silence(22_050) : sine(hertz, 0.5, 44_100);
  return waveBytes(samples, {
    ...{ tag: 'pcm', validBits: 16, bytesPerSample: 2, channels: 1, rate: 44_100, kind: 'RIFF', isExtensible: false },
    chunks,
  });
}

/** Returns the content of the chunk `acid`. @param root MIDI number of the root note; undefined if it is not set */
export function acidChunk(tempoBpm: number, { root, isOneShot = false }: { root?: number; isOneShot?: boolean } = {}) {
  const chunk = Buffer.alloc(24);
  chunk.writeUInt32LE((isOneShot ? 1 : 0) | (root === undefined ? 0 : 2), 0);
  chunk.writeUInt16LE(root ?? 60, 4);
  chunk.writeUInt32LE(4, 12);
  chunk.writeFloatLE(tempoBpm, 20);
  return chunk;
}

/** Returns the content of the chunk `smpl` with one loop. */
export function loopedSmplChunk(): Buffer {
  const chunk = Buffer.alloc(60);
  chunk.writeUInt32LE(1, 28);
  chunk.writeUInt32LE(22_049, 48);
  return chunk;
}

/** Returns the content of a chunk `LIST` with INFO tags, such as `INAM` for the title. */
export function infoChunk(tags: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(tags).map(([id, text]) => {
    const content = Buffer.from(`${text}\0`);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(content.length);
    return Buffer.concat([Buffer.from(id), size, content, Buffer.alloc(content.length % 2)]);
  });
  return Buffer.concat([Buffer.from('INFO'), ...entries]);
}

/** Returns an ID3v2.3 tag with text frames (`TIT2`) in UTF-16, and links (`WCOP`). */
export function id3Tag(frames: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.concat(
    Object.entries(frames).map(([id, text]) => {
      const content = id.startsWith('W')
        ? Buffer.from(text, 'latin1')
        : Buffer.concat([Buffer.of(1, 0xff, 0xfe), Buffer.from(text, 'utf16le')]);
      const header = Buffer.alloc(10);
      header.write(id, 'latin1');
      header.writeUInt32BE(content.length, 4);
      return Buffer.concat([header, content]);
    }),
  );
  return Buffer.concat([id3Header(body.length), body]);
}

/** Returns the header of an ID3v2.3 tag that states a size. */
export function id3Header(size: number): Buffer {
  const sevenBits = [21, 14, 7, 0].map((shift) => Math.floor(size / 2 ** shift) % 128);
  return Buffer.from([...Buffer.from('ID3'), 3, 0, 0, ...sevenBits]);
}
