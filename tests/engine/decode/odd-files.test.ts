import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { createFfmpegCore } from '../../../src/engine/decode/ffmpeg-core.ts';
import { UserError } from '../../../src/errors.ts';
import { encodeAudio } from '../../helpers/encode-audio.ts';
import { decoders } from './decoders.ts';

const RATE = 44_100;
const tone = Float32Array.from({ length: RATE }, (_, i) => 0.5 * Math.sin(i / 15));
const silence = new Float32Array(RATE);

interface Track {
  readonly samples: Float32Array;
  readonly codec: string;
  readonly isDefault?: boolean;
}

/** Writes a file with several sound tracks. */
async function withTracks(container: string, tracks: readonly Track[]): Promise<Uint8Array> {
  const core = await createFfmpegCore();
  core.setLogger(() => {});
  const inputs = tracks.flatMap(({ samples }, i) => {
    core.FS.writeFile(`/input${i}`, new Uint8Array(samples.slice().buffer));
    return ['-f', 'f32le', '-ar', String(RATE), '-ac', '1', '-i', `/input${i}`];
  });
  const outputs = tracks.flatMap(({ codec, isDefault }, i) => [
    ...['-map', String(i), `-c:a:${i}`, codec, `-disposition:a:${i}`, isDefault ? 'default' : '0'],
  ]);
  const status = core.exec('-v', 'quiet', ...inputs, ...outputs, '-strict', '-2', '-f', container, '/output');
  if (status !== 0) throw new Error(`ffmpeg could not write ${container}`);
  return core.FS.readFile('/output').slice();
}

const level = (samples: Float32Array) => samples.reduce((max, sample) => Math.max(max, Math.abs(sample)), 0);

describe.each(decoders)('with $decoder, a file', (options) => {
  const decode = (file: Uint8Array) => decodeAudio(file, { ...options, withClap: false });
  const refusal = (file: Uint8Array) =>
    decode(file).then(
      () => null,
      (error: unknown) => (error instanceof UserError ? error.details : error),
    );

  it.each(['matroska', 'mp4', 'mpegts'])(
    'whose first sound track is silent is decoded from its second: %s',
    async (container) => {
      const [first, second] = [silence, tone].map((samples) => ({ samples, codec: 'aac' }));
      if (!first || !second) throw new Error('two tracks are needed');
      const pcm = await decode(await withTracks(container, [first, second]));
      expect(level(pcm.feature)).toBeGreaterThan(0.4);
    },
  );

  it('whose default sound track is the second is decoded from it', async () => {
    const quiet = tone.map((sample) => sample / 4);
    const tracks = [
      { samples: quiet, codec: 'flac' },
      { samples: tone, codec: 'flac', isDefault: true },
    ];
    expect(level((await decode(await withTracks('matroska', tracks))).feature)).toBeGreaterThan(0.4);
  });

  it.each(['avi', 'matroska'])(
    'whose first sound track cannot be decoded is decoded from its second: %s',
    async (container) => {
      const tracks = [
        { samples: tone, codec: 'sonic' },
        { samples: tone, codec: 'pcm_s16le' },
      ];
      expect(level((await decode(await withTracks(container, tracks))).feature)).toBeGreaterThan(0.4);
    },
  );

  it('whose sound tracks are all silent is silence', async () => {
    const tracks = [silence, silence].map((samples) => ({ samples, codec: 'flac' }));
    expect(level((await decode(await withTracks('matroska', tracks))).feature)).toBe(0);
  });

  it.each([
    ['wv', 'wavpack'],
    ['matroska', 'pcm_f32le'],
    ['caf', 'pcm_f32le'],
    ['w64', 'pcm_f64le'],
    ['aiff', 'pcm_f32be'],
  ])('with a few absurd samples is decoded as if they were 0: %s, %s', async (container, codec) => {
    const at = [40, 10_000, 20_001, 30_000];
    const [clean, damaged] = [tone.slice(), tone.slice()];
    for (const [i, value] of [3e38, -50, Number.NaN, Number.POSITIVE_INFINITY].entries()) {
      damaged[at[i] ?? 0] = value;
      clean[at[i] ?? 0] = 0;
    }
    const [a, b] = [clean, damaged].map((samples) => withTracks(container, [{ samples, codec }]).then(decode));
    expect((await b)?.feature).toEqual((await a)?.feature);
  });

  it.each([
    ['ogg', 44_100, 48_000],
    ['ogg', 8000, 48_000],
    ['ogg', 48_000, 22_050],
    ['aac', 44_100, 48_000],
  ] as const)('whose sample rate changes gets no silence: %s, %d to %d Hz', async (format, first, second) => {
    const parts = await Promise.all(
      [first, second].map((rate) => {
        const samples = Float32Array.from(
          { length: 3 * rate },
          (_, i) => 0.5 * Math.sin((2 * Math.PI * 441 * i) / rate),
        );
        return encodeAudio(samples, rate, format);
      }),
    );
    const [a, b] = await Promise.all(parts.map(decode));
    const whole = await decode(Buffer.concat(parts));
    expect(whole.seconds).toBeCloseTo((a?.seconds ?? 0) + (b?.seconds ?? 0), 1);
  });

  it('whose samples are all scaled to ±32768 keeps its samples', async () => {
    const samples = tone.map((sample) => 32_768 * sample);
    expect(level((await decode(await withTracks('wv', [{ samples, codec: 'wavpack' }]))).feature)).toBeGreaterThan(
      15_000,
    );
  });

  it.each([
    ['MIDI', 'MThd\0\0\0\x06\0\x01\0\x02\0\x60MTrk'],
    ['RealMedia', '.RMF\0\0\0\x12'],
    ['playlist', '#EXTM3U\nsound.mp3\n'],
    ['SoX', '.SoX\x1c\0\0\0'],
    ['ZIP', 'PK\x03\x04\x14\0\0\0'],
    ['PDF', '%PDF-1.4'],
  ])('of another format is named: %s', async (format, start) => {
    expect(await refusal(Buffer.from(start, 'latin1'))).toEqual({ code: 'formatUnsupported', format });
  });

  it('that is a WAV file with an unknown codec is named with its codec, and WAV is not recommended', async () => {
    const wav = await encodeAudio(tone, RATE, 'wav');
    new DataView(wav.buffer).setUint16(20, 0x1234, true);
    expect(await refusal(wav)).toEqual({ code: 'formatUnsupported', format: 'WAV, 0x1234' });
  });

  it('that is damaged is named', async () => {
    const flac = await encodeAudio(tone, RATE, 'flac');
    expect(await refusal(flac.subarray(0, 40))).toEqual({ code: 'fileDamaged', format: 'FLAC' });
  });

  it.each(['No space left on device', 'Stream map matches no streams', 'Duration: 09:00:00.00', 'Invalid data found'])(
    'with the title "%s" is decoded as without',
    async (title) => {
      const core = await createFfmpegCore();
      core.setLogger(() => {});
      core.FS.writeFile('/input', await encodeAudio(tone, RATE, 'wav'));
      const metadata = ['-metadata', `title=${title}`, '-metadata', `comment=  ${title}\n${title}`];
      core.exec('-v', 'quiet', '-i', '/input', ...metadata, '-f', 'mp3', '/output.mp3');
      expect((await decode(core.FS.readFile('/output.mp3').slice())).seconds).toBeCloseTo(1, 1);
    },
  );
});
