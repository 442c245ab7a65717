import type { UploadOptions } from 'discord-playground';
import { describe, expect } from 'vitest';
import { toneFile } from '../helpers/signals.ts';
import { silentFlac } from '../helpers/silent-flac.ts';
import { add } from './add.ts';
import { answer, refusal, replyOf } from './reply.ts';
import { testInOneGuild as test } from './test.ts';

const HLS = '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n';
const CONCAT = 'ffconcat version 1.0\nfile /etc/passwd\n';
const HUGE = { declaredSize: 300 * 2 ** 20 };
const ELSEWHERE = { url: 'https://example.com/a.wav' };

const HOSTILE: readonly [what: string, file: string, content: string | Uint8Array, RegExp, UploadOptions?][] = [
  ['a text file renamed to .mp3', 'notes.mp3', 'Dear diary,\n'.repeat(200), /audio/],
  ['an empty file', 'empty.mp3', '', /empty|audio/],
  ['a declared size of 300 MB', 'huge.wav', 'RIFF', /300 MB; the limit here is 25 MB/, HUGE],
  ['an address off the allow-list', 'a.wav', 'RIFF', /only take files from Discord/, ELSEWHERE],
  ['an HLS playlist that names a local file', 'list.mp3', HLS, /can’t read that kind of file: playlist/],
  ['a concat list that names a local file', 'list.ogg', CONCAT, /can’t read that kind of file: playlist/],
  ['three hours of silence in 24 KB of FLAC', 'long.flac', silentFlac(3 * 3600), /10 minutes|600|long/],
  [
    'the same that claims to be short',
    'short.flac',
    silentFlac(3 * 3600, { claimedSeconds: 3 }),
    /10 minutes|600|long/,
  ],
];

test.beforeAll(async ({ ada }) => void (await answer(add(ada, 'tone', toneFile()))));

describe.each(HOSTILE)('%s', (_, file, content, says, options = {}) => {
  test.for(['add', 'search'])(
    'is rejected by /%s with a private error, and changes nothing',
    async (command, { world, guild, ada }) => {
      const before = world.playground.messages(ada.channelId).length;
      const sent = ada.slash(command, { audio: ada.upload(file, Buffer.from(content), options) });
      const line = await refusal(sent);
      expect(line).toMatch(says);
      expect(line.split('\n')).toHaveLength(1);
      expect(sent.original, 'the public "is thinking" is gone').toBeNull();
      expect(sent.followUps.map((message) => replyOf(message).isPrivate)).toEqual([true]);
      expect(world.playground.messages(ada.channelId)).toHaveLength(before);
      expect(await guild.labels()).toEqual(['tone']);
    },
  );
});
