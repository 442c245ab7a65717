import { defineMessages } from '../define-messages.ts';
import type { PlaybackMessages } from '../en-us/playback.ts';

export const playback = defineMessages<PlaybackMessages>('ja', () => ({
  playing: {
    copyTooLarge: (megabytes, limit) =>
      `小さくしたコピーです。元のファイルは${megabytes} MBで、ここで送れるのは${limit} MBまでです。`,
    copyOfFormat: 'Opus形式のコピーです。元の形式はDiscordで再生できません。',
    copyLeveled: '音量をそろえたOpus形式のコピーです。',
    onlyFirst: (duration) => `${duration}までです。それ以上は収まりません。`,
    post: 'ここに投稿',
    posted: (name, label) => `🔊 ${name}さんが**${label}**を再生しました`,
    donePosting: '投稿しました。',
    tooLargeToAttach: (label, megabytes, limit) =>
      `⚠️ **${label}**は${megabytes} MBあり、ここで送れる${limit} MBを超えています。保存され、検索もできます。再生されるのは小さくしたコピーです。`,
  },
}));
