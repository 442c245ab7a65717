import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { number } = formatFor('ja');

export const pictures: Messages['pictures'] = {
  yours: 'あなたの音',
  bestMatch: '最も近い音',
  otherTags: 'ほかのタグ',
  noTag: 'タグなし',
  shown: (name, duration) => `「${name}」（${duration}）`,
  ofTwo: (first, second) => `${first}と${second}のスペクトログラム（時間軸は共通）。`,
  ofOne: (sound) => `${sound}のスペクトログラム。`,
  alike: (features) => `類似度：${features}。`,
  ofSound: (sound) => `${sound}の波形とスペクトログラム。`,
  ofLibrary: (many) => `サウンド${number(many)}個のマップ。点が近いほど似ています。`,
  colours: (tags) => `色は最初のタグ：${tags}。`,
};
