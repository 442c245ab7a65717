import type { Member, UploadOptions } from 'discord-playground';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sine, wav } from '../helpers/signals.ts';
import { silentFlac } from '../helpers/silent-flac.ts';
import { answer, isPrivate, refusal, startWorld, type World } from './world.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const HLS = '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n';
const CONCAT = 'ffconcat version 1.0\nfile /etc/passwd\n';

const HOSTILE: readonly [what: string, file: string, content: Uint8Array, options: UploadOptions, says: RegExp][] = [
  ['a text file renamed to .mp3', 'notes.mp3', bytes('Dear diary,\n'.repeat(200)), {}, /audio/],
  ['an empty file', 'empty.mp3', new Uint8Array(), {}, /empty|audio/],
  [
    'a declared size of 300 MB',
    'huge.wav',
    bytes('RIFF'),
    { declaredSize: 300 * 2 ** 20 },
    /300 MB; the limit here is 25 MB/,
  ],
  [
    'an address off the allow-list',
    'a.wav',
    bytes('RIFF'),
    { url: 'https://example.com/a.wav' },
    /only take files from Discord/,
  ],
  ['an HLS playlist that names a local file', 'list.mp3', bytes(HLS), {}, /audio/],
  ['a concat list that names a local file', 'list.ogg', bytes(CONCAT), {}, /audio/],
  ['three hours of silence in 24 KB of FLAC', 'long.flac', silentFlac(3 * 3600), {}, /10 minutes|600|long/],
  [
    'the same that claims to be short',
    'short.flac',
    silentFlac(3 * 3600, { claimedSeconds: 3 }),
    {},
    /10 minutes|600|long/,
  ],
];

let world: World;
let ada: Member;
beforeAll(async () => {
  world = await startWorld();
  ada = world.playground.member('ada');
  await answer(ada.slash('add', { audio: ada.upload('tone.wav', wav(sine(440, 1, 22_050), 22_050)) }));
});
afterAll(() => world.close());
afterEach(() => expect(world.playground.violations).toEqual([]));

describe.each(HOSTILE)('%s', (_, file, content, options, says) => {
  test.each(['add', 'search'])('is rejected by /%s with a private error, and changes nothing', async (command) => {
    const public_ = world.playground.messages(ada.channelId).length;
    const sent = ada.slash(command, { audio: ada.upload(file, content, options) });
    const line = await refusal(sent);
    expect(line).toMatch(says);
    expect(line.split('\n')).toHaveLength(1);
    expect(sent.original, 'the public "is thinking" is gone').toBeNull();
    expect(sent.followUps.filter(isPrivate)).toHaveLength(1);
    expect(world.playground.messages(ada.channelId)).toHaveLength(public_);
    expect((await world.sounds()).map((sound) => sound.label)).toEqual(['tone']);
  });
});
