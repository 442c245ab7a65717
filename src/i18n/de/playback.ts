import { defineMessages } from '../define-messages.ts';
import type { PlaybackMessages } from '../en-us/playback.ts';

export const playback = defineMessages<PlaybackMessages>('de', () => ({
  playing: {
    copyTooLarge: (megabytes, limit) =>
      `Eine kleinere Kopie: Das Original hat ${megabytes} MB, und Dateien dürfen hier höchstens ${limit} MB haben.`,
    copyOfFormat: 'Eine Kopie als Opus: Das Format des Originals spielt Discord nicht ab.',
    copyLeveled: 'Eine Kopie als Opus mit angeglichener Lautstärke.',
    onlyFirst: (duration) => `Sie endet nach ${duration}: Mehr passt nicht.`,
    post: 'Hier posten',
    posted: (name, label) => `🔊 ${name} spielt **${label}**`,
    donePosting: 'Gepostet.',
    tooLargeToAttach: (label, megabytes, limit) =>
      `⚠️ **${label}** hat ${megabytes} MB, mehr als die ${limit} MB, die ich hier senden kann. Der Sound bleibt gespeichert und lässt sich finden; ich spiele eine kleinere Kopie ab.`,
  },
}));
