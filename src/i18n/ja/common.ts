import type { Messages } from '../en-us/index.ts';

export const common: Messages['common'] = {
  apology: (requestId) =>
    `こちらで問題が発生しました。また起きたら、ボットの管理者にこの番号を伝えてください：${requestId}`,
  untitled: '名前なし',
  somebody: '誰か',
  part: (index, all) => `${index}/${all}`,
  andMore: (number) => `ほか${number}個`,
};

export const progress: Messages['progress'] = {
  downloading: '⏬ ダウンロード中…',
  decoding: '📀 デコード中…',
  listening: '👂 聴いています…',
  comparing: '🔎 比較中…',
  cancel: 'キャンセル',
  nothingToCancel: 'キャンセルするものはもうありません。',
  goesOn: '⏳ ここで返事ができる時間を超えそうです。結果はこのチャンネルに書きます。',
  goesOnUnseen:
    '⏳ ここで返事ができる時間を超えそうですが、このチャンネルには書き込めません。しばらくしたら /list を見てください。',
  cameOf: (files) => `⏳ ${files} の結果：`,
  failedLate: 'こちらで問題が起きました。もう一度お試しください。',
};
