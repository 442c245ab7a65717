import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { number } = formatFor('ja');

export const exporting: Messages['exporting'] = {
  description: 'ライブラリ全体をダウンロードします：音声、名前、タグのZIPファイル',
  done: (many, archives) => `📦 サウンド${number(many)}個をアーカイブ${number(archives)}個にまとめました。`,
  without: (many) => `アップロード上限を超える${number(many)}個は含まれていません。`,
};

export const importing: Messages['importing'] = {
  description: 'たくさんのサウンドを追加します：/export のZIPか自作のZIP。ZIPなしなら10個までのファイル',
  archive: 'ZIPファイル（大きなライブラリは複数）。省くと10個までのファイルを選べます',
  done: (many) => `✅ 完了：${number(many)}個追加しました。`,
  stopped: (many) => `✋ 中止：${number(many)}個追加しました。`,
  known: (many) => `${number(many)}個はすでにここにありました。`,
  again: '残りを追加するには、もう一度同じものを送ってください。',
  notTaken: '追加できなかったもの：',
};
