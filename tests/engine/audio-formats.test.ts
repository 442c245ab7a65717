import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { audioFileTypes } from '../../src/commands/shared/remote-file.ts';
import { AUDIO_FORMATS, type AudioFormat } from '../../src/engine/audio-formats.ts';
import { formatOf, mayBeAudio } from '../../src/engine/recognize-format.ts';
import { AUDIO_EXTENSIONS } from '../../src/storage/lowdb/audio-files.ts';
import { AUDIO_FORMATS as ENCODED, encodeAudio } from '../helpers/encode-audio.ts';

const formats: readonly AudioFormat[] = AUDIO_FORMATS;

describe('the list of formats', () => {
  it('is the table in the README', async () => {
    const readme = await readFile(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
    const rows = formats.map(
      ({ name, extensions }) => `| ${name} | ${extensions.map((extension) => `\`.${extension}\``).join(', ')} |`,
    );
    expect(readme).toContain(`| format | usual file extensions |\n|---|---|\n${rows.join('\n')}\n`);
  });

  it('names each extension once', () => {
    const extensions = formats.flatMap((format) => format.extensions);
    expect(new Set(extensions).size).toBe(extensions.length);
  });

  it('has no playlists, scripts, pictures or subtitles', () => {
    const names = formats.flatMap(({ demuxers, decoders }) => [...demuxers, ...decoders]).join();
    expect(names).not.toMatch(/hls|dash|concat|sdp|rtsp|rtp|image|lavfi|ffmetadata|ass\b|srt|png|jpeg|h264|webvtt/);
  });

  it('gives Discord at most ten types of files, its groups and the zip file of an import among them', () => {
    expect(audioFileTypes()).toHaveLength(10);
    expect(audioFileTypes('.zip').slice(0, 3)).toEqual(['audio', 'video', '.zip']);
    expect(audioFileTypes('.zip')).toHaveLength(10);
  });

  it('gives stored files their extensions', () => {
    for (const { extensions } of formats) expect(AUDIO_EXTENSIONS).toEqual(expect.arrayContaining([...extensions]));
  });

  it.each([
    ['voice.oga', 'application/ogg', true],
    ['voice.OGA', null, true],
    ['note.amr', 'application/octet-stream', true],
    ['sound', 'application/ogg; codecs=opus', true],
    ['sound', 'audio/x-anything', true],
    ['film.mpg', null, true],
    ['letter.txt', 'text/plain', false],
    ['letter.pdf', 'application/pdf', false],
    ['wav', null, false],
  ])('says whether %s of the type %s may be audio: %s', (name, type, expected) => {
    expect(mayBeAudio(name, type)).toBe(expected);
  });

  it('recognizes a file by its first bytes', async () => {
    const samples = Float32Array.from({ length: 4410 }, (_, i) => Math.sin(i / 10) / 2);
    for (const format of ENCODED) expect(formatOf(await encodeAudio(samples, 44_100, format)), format).not.toBeNull();
    for (const text of ['Dear reader', '', 'RIFF']) expect(formatOf(Buffer.from(text))).toBeNull();
  });
});
