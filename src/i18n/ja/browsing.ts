import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { number } = formatFor('ja');
const sounds = (many: number) => `${number(many)}個`;

export const sound: Messages['sound'] = {
  which: 'どのサウンド？名前やタグの一部を入力してください',
  length: '長さ',
  addedBy: '追加した人',
  added: '追加日時',
  tags: 'タグ',
  kilobytes: (kilobytes) => `${number(kilobytes)} KB`,
  taggedWith: (tag, many) => `${tag}（${sounds(many)}）`,
};

export const list: Messages['list'] = {
  description: 'このサーバーのライブラリを新しい順に見ます',
  tag: 'このタグが付いたサウンドだけ',
  author: 'このメンバーが追加したサウンドだけ',
  page: 'ページ番号（1が最新）',
  title: '📚 サウンドライブラリ',
  empty: 'まだ何もありません。/add で最初のサウンドを追加してください。',
  footer: (many, page, pages) => `${sounds(many)} · ${number(page)}/${number(pages)}ページ`,
};

export const info: Messages['info'] = {
  description: 'ライブラリのサウンドを1つ聴いて、詳しい情報を見ます',
  nearest: 'いちばん似ているもの',
};

export const map: Messages['map'] = {
  description: '似たサウンドが近くに並ぶマップで、ライブラリ全体を見ます',
  private: 'マップを自分だけに表示',
  title: '🗺️ ライブラリのマップ',
  explained: '近いものほど似ています。色は各サウンドの最初のタグを表します。',
  shown: (many) => sounds(many),
  shownOf: (many, all) => `${sounds(all)}のうち、均等に選んだ${sounds(many)}`,
};

export const duplicates: Messages['duplicates'] = {
  description: 'ライブラリに2つ以上ある録音を探します',
  title: '👯 重複',
  none: '重複している録音はありません。',
  compared: (many) => `${sounds(many)}を比較しました。自分で削除しないかぎり、何も削除されません。`,
  isAlso: (first, second) => `**${first}** は **${second}** と同じ録音です`,
};

export const stats: Messages['stats'] = {
  description: 'このサーバーのライブラリを数字で見ます',
  title: '📊 ライブラリ',
  sounds: 'サウンド',
  together: '合計の長さ',
  keptAudio: '保存した音声',
  megabytes: (megabytes) => `${number(megabytes, 1)} MB`,
  room: '空き',
  roomSounds: (here, most) => `${number(most)}個中${number(here)}個`,
  roomMegabytes: (here, most) => `${number(most)} MB中${number(here, 1)} MB`,
  roomYours: (yours, most) => `追加できる${number(most)}個のうち${number(yours)}個を追加済み`,
  downloading: (here, all) =>
    `音響特徴のみ。CLAPモデルをダウンロード中です：${all === null ? '' : `${number(all)} MB中`}${number(here)} MB`,
  tags: 'タグ',
  members: 'メンバー',
  noneYet: 'まだありません',
  hearing: '聴き方',
  withClap: (many) => `CLAPと音響特徴（意味あり：${sounds(many)}）`,
  withoutClap: '音響特徴のみ（CLAPモデルは入っていません）',
  storage: '⚠️ ストレージ',
  problems: 'このライブラリの壊れたファイルを別の場所に移しました。詳しくはボットの管理者がログで確認できます。',
  toBeHeard: '聴き直し待ち',
  stale: (many, all) => `${sounds(all)}中${sounds(many)}：以前のバージョンか別のモデルで聴いたもの`,
};
