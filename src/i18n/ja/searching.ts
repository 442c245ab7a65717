import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { number: digits } = formatFor('ja');

export const search: Messages['search'] = {
  description: 'よく似たサウンドを探します：ファイル、ここにあるサウンド、または言葉で',
  audio: 'この音声ファイルや動画の音に似たサウンド',
  sound: 'ライブラリのこのサウンドに似たもの：名前の一部を入力してください',
  text: 'この言葉に合うサウンド（英語で）：dog barking in the rain',
  top: (most) => `一度に表示する数（最大${most}）`,
  tag: 'このタグが付いたサウンドだけ',
  author: 'このメンバーが追加したサウンドだけ',
  least: '類似度がこのパーセント以上のサウンドだけ',
  private: '答えを自分だけに表示',
  fromMessage: '似たサウンドを探す',
  onlyFirst: 'メッセージの最初のファイルだけで検索しました。',
};

export const results: Messages['results'] = {
  title: (subject) => `🔎 「${subject}」に似たサウンド`,
  hearing: {
    clap: 'CLAPと音響特徴',
    acoustic: '音響特徴のみ',
    meaning: '意味で検索（CLAP）',
  },
  closestPart: (from, to) => `⏱️ ${from}〜${to}がいちばん近い部分です`,
  closestToPart: (from, to) => `⏱️ あなたの音の${from}〜${to}に近いです`,
  searched: (number) => `${digits(number)}個から検索`,
  heard: (duration) => `${duration}を聴取`,
  nothingFits: '当てはまるものはここにありません。',
  nothingElse: '比べられるサウンドがまだほかにありません。',
  nothingClose: '**近いものはありません。** いちばん近いのは次のとおりです：',
  alsoAs: (label) => `ほかの名前：${label}`,
  addedBy: (name) => `追加：${name}`,
  thatVeryFile: (sound) => `📌 まったく同じファイルがライブラリにあります：**${sound}** · 100%`,
  only: (filters) => `絞り込み：${filters}`,
  tagged: (tag) => `タグ ${tag}`,
  atLeast: (percent) => `類似度 ${percent} 以上`,
  weighted: '⚖️ あなたの重み付けによる結果です。ほかのスコアとは比べられません。',
};

export const controls: Messages['controls'] = {
  play: '▶ 結果を再生…',
  more: '🔎 これに似たもの…',
  whatMatters: '何を重視？',
  close: '閉じる',
  off: 'オフ',
};
