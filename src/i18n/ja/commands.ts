import { defineMessages } from '../define-messages.ts';
import type { CommandMessages } from '../en-us/commands.ts';

export const commands = defineMessages<CommandMessages>('ja', () => ({
  add: {
    description: 'このサーバーのライブラリにサウンドを追加します。ファイルなしで送ると10個まで選べます',
    audio: '音声ファイル、または音を使いたい動画。省くと10個まで選べます',
    label: 'サウンドの名前（省略するとファイル名）',
    tags: '探すときの言葉をカンマ区切りで：ドラム, 大きい, テイク2',
    more: 'もう1つのファイル（名前はそれぞれのファイル名になります）',
    fromMessage: 'サウンドライブラリに追加',
  },
  edit: {
    description: '自分のサウンドの名前やタグを変更します（サーバーが許していれば他の人のものも）',
    label: '新しい名前',
    tags: 'すべてのタグをカンマ区切りで。「-」だけでタグをすべて外します',
  },
  remove: { description: '自分のサウンドを削除します（サーバーが許していれば他の人のものも）。先に確認します' },
  forget: { description: 'ここに追加した自分のサウンドをすべて完全に消去します' },
  sound: { which: 'どのサウンド？名前やタグの一部を入力してください' },
  list: {
    description: 'このサーバーのライブラリを新しい順に見ます。名前でも探せます',
    name: '移動したい名前、またはその一部',
    tag: 'このタグが付いたサウンドだけ',
    author: 'このメンバーが追加したサウンドだけ',
    page: 'ページ番号（1が最新）',
  },
  info: { description: 'ライブラリのサウンドを1つ聴いて、詳しい情報を見ます' },
  map: {
    description: '似たサウンドが近くに並ぶマップで、ライブラリ全体を見ます',
    tag: 'このタグのサウンドのみ',
    sound: 'このサウンドと、よく似たサウンドのみ：名前の一部を入力',
    private: 'マップを自分だけに表示',
  },
  duplicates: { description: 'ライブラリに2つ以上ある録音を探します' },
  stats: { description: 'このサーバーのライブラリを数字で見ます' },
  search: {
    description: 'よく似たサウンドを探します：ファイル、ここにあるサウンド、または言葉で',
    audio: 'この音声ファイルや動画の音に似たサウンド',
    sound: 'ライブラリのこのサウンドに似たもの：名前の一部を入力してください',
    text: 'この言葉に合うサウンド（英語で）：dog barking in the rain',
    top: (most) => `一度に表示する数（最大${most}）`,
    tag: 'このタグが付いたサウンドだけ',
    author: 'このメンバーが追加したサウンドだけ',
    minScore: '類似度がこのパーセント以上のサウンドだけ',
    by: '比べるもの：サウンド全体、メロディー、ビート、または一部分',
    order: '結果の並び順（省略するとこのサーバーの通常の順）',
    private: '答えを自分だけに表示',
    fromMessage: '似たサウンドを探す',
  },
  exporting: { description: 'ライブラリ全体をダウンロードします：音声、名前、タグのZIPファイル' },
  importing: {
    description: 'たくさんのサウンドを追加します：/export のZIPか自作のZIP。ZIPなしなら10個までのファイル',
    archive: 'ZIPファイル（大きなライブラリは複数）。省くと10個までのファイルを選べます',
  },
  settings: { description: '管理者用：追加や削除ができる人、使える場所、検索の初期値、保存できる量を決めます' },
  help: { description: '耳でサウンドを探す方法を1分で' },
}));
