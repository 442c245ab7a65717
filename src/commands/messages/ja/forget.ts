import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';

const { count } = formatFor('ja');

export const forget: Messages['forget'] = {
  description: 'ここに追加した自分のサウンドをすべて完全に消去します',
  ask: (number) =>
    `ここに追加したサウンドは${count(number, { other: '#個' })}です。音声と名前も含めてすべて消去しますか？元に戻せません。`,
  nothing: 'ここに追加したサウンドはありません。消去するものがありません。',
  yes: 'すべて消去',
  done: (number) =>
    `🧹 ${count(number, { other: '#個' })}のサウンドを消去しました。チャンネルに投稿済みのメッセージは、ご自分で削除してください。`,
};
