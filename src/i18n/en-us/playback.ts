import { defineMessages } from '../define-messages.ts';

/** Texts about playing a sound. */
export const playback = defineMessages('en-US', () => ({
  playing: {
    copyTooLarge: (megabytes: string, limit: string) =>
      `A smaller copy: the original has ${megabytes} MB, and the limit for files here is ${limit} MB.`,
    copyOfFormat: 'A copy as Opus: Discord doesn’t play the format of the original.',
    copyLeveled: 'A copy as Opus with leveled loudness.',
    onlyFirst: (duration: string) => `It ends after ${duration}: more doesn’t fit.`,
    post: 'Post here',
    posted: (name: string, label: string) => `🔊 ${name} plays **${label}**`,
    donePosting: 'Posted.',
    tooLargeToAttach: (label: string, megabytes: string, limit: string) =>
      `⚠️ **${label}** has ${megabytes} MB, more than the ${limit} MB that I can send here. It’s kept and can be found; I’ll play a smaller copy.`,
  },
}));

export type PlaybackMessages = typeof playback;
