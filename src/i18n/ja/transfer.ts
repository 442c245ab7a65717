import { defineMessages } from '../define-messages.ts';
import type { TransferMessages } from '../en-us/transfer.ts';

export const transfer = defineMessages<TransferMessages>('ja', ({ number, sounds }) => ({
  exporting: {
    format: 'ファイルの中身。省略するとZIP',
    zip: '音声入りのZIP（インポートできます）',
    tables: {
      csv: 'すべての測定値の表（CSV）',
      json: 'すべての測定値の表（プログラム用のJSON）',
    },
    table: (many) => `📊 サウンド${sounds(many)}の測定値の表です。`,
    narrow: '残りは含まれていません。フィルターで絞り込んでエクスポートしてください。',
    done: (many, archives) => `📦 サウンド${sounds(many)}をアーカイブ${number(archives)}個にまとめました。`,
    range: (first, last, all) => `全${number(all)}個のうち${number(first)}〜${number(last)}個目です。`,
    next: '続きのアーカイブを送る',
    leftOut: (many) => `アップロード上限を超える${sounds(many)}は含まれていません。`,
  },
  importing: {
    done: (many) => `✅ 完了：${sounds(many)}追加しました。`,
    stopped: (many) => `✋ 中止：${sounds(many)}追加しました。`,
    known: (many) => `${sounds(many)}はすでにここにありました。`,
    copies: (many) => `追加した音のうち${sounds(many)}は、すでにある録音です：/duplicates で確認できます。`,
    again: '残りを追加するには、もう一度同じものを送ってください。',
    notTaken: '追加できなかったもの：',
  },
}));
