import { defineMessages } from '../define-messages.ts';
import type { PrivacyMessages } from '../en-us/privacy.ts';

export const privacy = defineMessages<PrivacyMessages>('ja', ({ number, sounds }) => ({
  privacy: {
    kept: (days) =>
      `サウンドの音声、タグ、追加した人の名前とIDを、サウンドが取り除かれるまで、またはボットがサーバーを離れて${number(days)}日後まで保存します。自分の分は \`/forget\` で消去できます。`,
    policy: (url) => `このボットの運営者のプライバシーポリシー：${url}`,
  },
  sharing: {
    ask: '🔒 このチャンネルは全員には見えませんが、ライブラリのサウンドはこのサーバーの全員が検索・再生できます。それでも追加しますか？このチャンネルで尋ねるのは一度だけです。',
    yes: '全員向けに追加',
    no: '追加しない',
  },
  forget: {
    ask: (many, messages) =>
      `ここに追加したサウンドは${sounds(many)}です。${messages === 0 ? '' : `あなたの音声が付いたボットのメッセージは${number(messages)}件です。`}名前も含めてすべて消去し、それらのメッセージを削除しますか？元に戻せません。`,
    nothing: 'ここに追加したサウンドはありません。消去するものがありません。',
    yes: 'すべて消去',
    deleting: (many, messages) =>
      `🧹 ${sounds(many)}のサウンドを消去しました。ボットのメッセージ${number(messages)}件を削除しています…`,
    done: (many, deleted, left) =>
      [
        `🧹 ${sounds(many)}のサウンドを消去しました。`,
        deleted > 0 ? `あなたの音声が付いたボットのメッセージ${number(deleted)}件を削除しました。` : '',
        left > 0
          ? `${number(left)}件は削除できませんでした。あとで /forget をもう一度使うか、メッセージを管理する人に頼んでください。`
          : '',
        'あなた自身のメッセージは残ります。自分で削除できます。ボットは自分の古いメッセージをすべて把握してはいません。あなたの音声が付いたものが残っていたら、メッセージを管理する人に削除を頼んでください。',
      ]
        .filter((line) => line !== '')
        .join('\n'),
  },
}));
