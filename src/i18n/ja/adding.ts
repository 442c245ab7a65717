import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { number: digits } = formatFor('ja');

export const add: Messages['add'] = {
  description: 'このサーバーのライブラリにサウンドを追加します。ファイルなしで送ると10個まで選べます',
  audio: '音声ファイル、または音を使いたい動画。省くと10個まで選べます',
  label: 'サウンドの名前（省略するとファイル名）',
  tags: '探すときの言葉をカンマ区切りで：ドラム, 大きい, テイク2',
  more: 'もう1つのファイル（名前はそれぞれのファイル名になります）',
  fromMessage: 'サウンドライブラリに追加',
  added: '✅ 追加しました',
  nowHere: (number) => `このサーバーのライブラリ：${digits(number)}個`,
  hereAlready: '🤔 もうありますか？',
  undecided: 'まだ追加していません。どうするか選んでください。',
  sameFile: (label, known) => `**${label}** は **${known}** とまったく同じファイルです`,
  sameRecording: (label, known, percent) => `**${label}** は **${known}** と同じ録音のようです（${percent}）`,
  anyway: 'それでも追加',
  leaveOut: '追加しない',
  leftOut: '追加しませんでした。',
};

export const edit: Messages['edit'] = {
  description: '自分のサウンドの名前やタグを変更します（サーバーが許していれば他の人のものも）',
  label: '新しい名前',
  tags: 'すべてのタグをカンマ区切りで。「-」だけでタグをすべて外します',
  done: '✏️ 変更しました。',
};

export const remove: Messages['remove'] = {
  description: '自分のサウンドを削除します（サーバーが許していれば他の人のものも）。先に確認します',
  askOwn: (label) => `**${label}** を削除しますか？1分以内なら元に戻せます。`,
  ask: (owner, label) => `**${label}** は${owner}さんが追加しました。それでも削除しますか？`,
  yes: '削除',
  done: (label) => `🗑️ **${label}** を削除しました。1分間は元に戻せます。`,
  undo: '元に戻す',
  back: (label) => `↩️ **${label}** を元に戻しました。`,
};

export const forget: Messages['forget'] = {
  description: 'ここに追加した自分のサウンドをすべて完全に消去します',
  ask: (number) =>
    `ここに追加したサウンドは${digits(number)}個です。音声と名前も含めてすべて消去しますか？元に戻せません。`,
  nothing: 'ここに追加したサウンドはありません。消去するものがありません。',
  yes: 'すべて消去',
  done: (number) =>
    `🧹 ${digits(number)}個のサウンドを消去しました。チャンネルに投稿済みのメッセージは、ご自分で削除してください。`,
};

export const upload: Messages['upload'] = {
  title: 'サウンドを追加',
  files: '音声ファイル',
  filesHint: '10個まで：MP3、WAV、OGG、M4A、FLAC、Opus、または動画',
  label: '名前',
  labelHint: 'ファイルが1つのときの名前。複数ならファイル名になります',
  tags: 'タグ',
  tagsHint: '探すときの言葉をカンマで区切って：ドラム, 大きい',
};
