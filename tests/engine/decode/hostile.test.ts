import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import type { ErrorKind } from '../../../src/errors.ts';
import { encodeAudio } from '../../helpers/encode-audio.ts';
import { silentFlac } from '../../helpers/silent-flac.ts';
import { decoders } from './decoders.ts';

const noise = Float32Array.from({ length: 44_100 }, (_, i) => ((i * 7919) % 2003) / 2003 - 0.5);
const usual = process.env.TMPDIR;
let folder: string;

// Sets an empty folder as the system's temporary folder, so that the tests notice files that a decoder leaves there.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'decode-test-'));
  process.env.TMPDIR = folder;
});

afterAll(async () => {
  if (usual === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usual;
  await rm(folder, { recursive: true });
});

const text = (content: string) => new TextEncoder().encode(content);

describe.each(decoders)('with $decoder,', (options) => {
  async function refusal(file: Uint8Array, more: { maxSeconds?: number; timeoutMs?: number } = {}) {
    const error: unknown = await decodeAudio(file, { ...options, withClap: true, ...more }).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(await readdir(folder)).toEqual([]);
    return error;
  }

  const kindOf = (kind: ErrorKind) => expect.objectContaining({ name: 'UserError', kind });

  it.each([
    ['a text renamed to .mp3', text('Dear reader, this is no sound at all.\n'.repeat(100))],
    ['nothing', new Uint8Array(0)],
    ['one byte', text('R')],
    [
      'a picture',
      Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
        'base64',
      ),
    ],
    ['a program', Uint8Array.from({ length: 20_000 }, (_, i) => (i * i * 31) >> 3)],
  ])('%s is rejected as not audio', async (_what, file) => {
    expect(await refusal(file)).toEqual(kindOf('not-audio'));
  });

  it('a header without samples is rejected as too short', async () => {
    const wav = await encodeAudio(noise, 44_100, 'wav');
    expect(await refusal(wav.subarray(0, 44))).toEqual(kindOf('too-short'));
  });

  it('a video file without an audio track is rejected, with an error that says so', async () => {
    const error = await refusal(await encodeAudio(noise, 44_100, 'mp4-silent-film'));
    expect(error).toEqual(kindOf('not-audio'));
    expect(error).toHaveProperty('message', expect.stringContaining('no audio track'));
  });

  describe('a file that names other files or addresses', () => {
    let hits: string[];
    let canary: string;
    let origin: string;
    const server = createServer((request, response) => {
      hits.push(request.url ?? '');
      response.end();
    });

    beforeAll(async () => {
      hits = [];
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
      canary = path.join(await mkdtemp(path.join(path.dirname(folder), 'canary-')), 'canary.wav');
      await writeFile(canary, await encodeAudio(noise, 44_100, 'wav'));
    });
    afterAll(async () => {
      server.close();
      await rm(path.dirname(canary), { recursive: true });
    });

    const hls = (address: string) =>
      `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n${address}\n#EXT-X-ENDLIST\n`;
    const tricks: [string, () => string][] = [
      ['HLS, file', () => hls(`file://${canary}`)],
      ['HLS, path', () => hls(canary)],
      ['HLS, http', () => hls(`http://${origin}/hls.ts`)],
      ['HLS, tcp', () => hls(`tcp://${origin}`)],
      ['HLS, data', () => hls('data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEA')],
      ['HLS, concat', () => hls(`concat:${canary}|http://${origin}/concat`)],
      ['HLS, subfile', () => hls(`subfile,,start,0,end,100,,:${canary}`)],
      [
        'HLS key',
        () => hls(canary).replace('#EXTINF', `#EXT-X-KEY:METHOD=AES-128,URI="http://${origin}/key"\n#EXTINF`),
      ],
      ['ffconcat', () => `ffconcat version 1.0\nfile '${canary}'\n`],
      ['ffconcat, http', () => `ffconcat version 1.0\nfile 'http://${origin}/ffconcat'\n`],
      [
        'SDP',
        () =>
          `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio ${origin.split(':')[1]} RTP/AVP 0\n`,
      ],
      [
        'DASH',
        () => `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><BaseURL>http://${origin}/dash</BaseURL></MPD>`,
      ],
      ['M3U', () => `${canary}\nhttp://${origin}/m3u\n`],
      ['PLS', () => `[playlist]\nFile1=http://${origin}/pls\nNumberOfEntries=1\n`],
      ['ASX', () => `<asx version="3.0"><entry><ref href="http://${origin}/asx"/></entry></asx>`],
      [
        'ASS subtitles',
        () => '[Script Info]\nScriptType: v4.00+\n\n[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,hi\n',
      ],
      ['SubRip subtitles', () => `1\n00:00:00,000 --> 00:00:01,000\nfile://${canary}\n`],
      ['WebVTT', () => `WEBVTT\n\n00:00.000 --> 00:01.000\nhttp://${origin}/vtt\n`],
      ['ffmetadata', () => `;FFMETADATA1\ntitle=http://${origin}/metadata\n`],
      ['VobSub', () => '# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:00:000, filepos: 000000000\n'],
      ['RTSP redirect', () => `rtsptext\nrtsp://${origin}/rtsp\n`],
    ];

    it.runIf(options.decoder === 'native')(
      'makes an unrestricted ffmpeg open them, which shows that these tests can fail',
      async () => {
        const playlist = path.join(path.dirname(canary), 'playlist.m3u8');
        await writeFile(playlist, hls(`http://${origin}/armed.ts`));
        const args = [
          '-nostdin',
          '-v',
          'quiet',
          '-protocol_whitelist',
          'file,http,tcp',
          '-i',
          playlist,
          '-f',
          'null',
          '-',
        ];
        await promisify(execFile)(options.ffmpegPath ?? 'ffmpeg', args).catch(() => {});
        expect(hits.splice(0)).toContain('/armed.ts');
      },
    );

    it.each(tricks)('is rejected, and nothing is opened: %s', async (_what, content) => {
      // The access time must be older than the modification time. Otherwise a file system mounted with relatime would not
      // update it, and the test would not notice that a decoder read the file.
      await utimes(canary, new Date(1000), new Date(2000));
      expect(await refusal(text(content()))).toEqual(kindOf('not-audio'));
      expect(hits).toEqual([]);
      expect((await stat(canary)).atimeMs).toBe(1000);
    });

    it('opens nothing, even if its content follows or precedes a sound', async () => {
      const wav = await encodeAudio(noise, 44_100, 'wav');
      const playlist = text(hls(`http://${origin}/behind`));
      const behind = await decodeAudio(Buffer.concat([wav, playlist]), { ...options, withClap: false });
      expect(behind.seconds).toBeCloseTo(1, 1);
      expect(await refusal(Buffer.concat([playlist, wav]))).toEqual(kindOf('not-audio'));
      expect(hits).toEqual([]);
    });
  });

  describe('a file that lies about its size', () => {
    async function withDataSize(size: number): Promise<Uint8Array> {
      const wav = await encodeAudio(noise, 44_100, 'wav');
      const view = new DataView(wav.buffer);
      view.setUint32(4, size, true);
      view.setUint32(Buffer.from(wav).indexOf('data') + 4, size, true);
      return wav;
    }

    it.each([300e6, 0x7fffffff, 0xfffffff0, 0xffffffff])(
      'is decoded up to its real end: a WAV that claims %d bytes',
      async (size) => {
        const pcm = await decodeAudio(await withDataSize(size), { ...options, withClap: false });
        expect(pcm.seconds).toBeCloseTo(1, 2);
      },
    );

    it('is decoded, whatever length its header states', async () => {
      const pcm = await decodeAudio(silentFlac(30, { claimedSeconds: 10_800 }), { ...options, withClap: false });
      expect(pcm.seconds).toBe(30);
    });
  });

  describe('a sound that is too long', () => {
    it('is rejected with the limit: three hours of silence in 20 KB', async () => {
      const error = await refusal(silentFlac(10_800));
      expect(error).toEqual(kindOf('too-long'));
      expect(error).toHaveProperty('message', expect.stringContaining('the limit is 10 minutes'));
    });

    it.each([0, 5])('is rejected during decoding if its header claims %d s', async (claimedSeconds) => {
      const flac = silentFlac(10_800, { claimedSeconds });
      expect(await refusal(flac, { maxSeconds: 20 })).toEqual(kindOf('too-long'));
    });

    it('is accepted up to exactly the limit', async () => {
      const pcm = await decodeAudio(silentFlac(30), { ...options, withClap: true, maxSeconds: 30 });
      expect(pcm.seconds).toBe(30);
      expect(await refusal(silentFlac(37.5), { maxSeconds: 36 })).toEqual(kindOf('too-long'));
    });

    it('a sound whose channels and rate would cost many times the processor time of a usual one', async () => {
      // 8 channels at 192 kHz: of such sounds, an eighth of the maximum length is accepted.
      const detailed = (seconds: number) => silentFlac(seconds, { rate: 192_000, channels: 8 });
      expect(await refusal(detailed(4), { maxSeconds: 20 })).toEqual(kindOf('too-long'));
      const pcm = await decodeAudio(detailed(2), { ...options, withClap: false, maxSeconds: 20 });
      expect(pcm.seconds).toBeCloseTo(2, 0);
    });
  });

  it('decoding stops at the wall-clock limit, with an error about this file only', async () => {
    expect(await refusal(silentFlac(600), { timeoutMs: 1 })).toEqual(kindOf('too-long'));
  });

  it('decoding does not start with a signal that is already aborted', async () => {
    const signal = AbortSignal.abort();
    const decoding = decodeAudio(silentFlac(5), { ...options, withClap: false, signal });
    await expect(decoding).rejects.toHaveProperty('name', 'AbortError');
  });
});
