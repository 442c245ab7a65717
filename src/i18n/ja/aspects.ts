import { defineMessages } from '../define-messages.ts';
import type { AspectMessages } from '../en-us/aspects.ts';

export const aspects = defineMessages<AspectMessages>('ja', ({ sounds }) => ({
  aspects: {
    kinds: {
      sound: 'サウンド全体',
      tune: 'メロディー（ハミングや口笛で）',
      beat: 'ビート（タップやボイスパーカッションで）',
      part: '一部分（長いサウンドの抜粋）',
    },
    buttons: { sound: 'サウンド全体', tune: 'ハミングしたもの', beat: 'タップしたもの', part: '抜粋したもの' },
    titles: {
      tune: (subject) => `🎵 「${subject}」のメロディー`,
      beat: (subject) => `🥁 「${subject}」のビート`,
      part: (subject) => `✂️ 「${subject}」の一部分`,
    },
    same: { tune: '🎵 同じメロディー', beat: '🥁 同じビート', part: '✂️ 同じ部分' },
    similar: { tune: '似たメロディー', beat: '似たビート', part: '似た部分' },
    higher: (semitones) => `半音${semitones}つ高い`,
    lower: (semitones) => `半音${semitones}つ低い`,
    sameKey: '同じキー',
    faster: (share) => `${share}速い`,
    slower: (share) => `${share}遅い`,
    sameTempo: '同じテンポ',
    tempi: {
      half: '半分のテンポ',
      twoThirds: '3分の2のテンポ',
      threeHalves: '1.5倍のテンポ',
      double: '2倍のテンポ',
    },
    place: (from, to) => `⏱️ ${from}から${to}まで`,
    placeInQuery: (from, to) => `検索した音の${from}から${to}まで`,
    playedFrom: (time) => `${time}から再生します。`,
    searchedBy: { tune: 'メロディーで検索', beat: 'ビートで検索', part: '部分で検索' },
    pending: (many) => `⏳ この検索の準備中のため、${sounds(many)}のサウンドはまだ検索していません。`,
    nothing: {
      tune: 'メロディーが見つかりません。3つ以上の音を、1音ずつハミングするか演奏してください。',
      beat: 'ビートが見つかりません。1秒以上タップするか、ボイスパーカッションをしてください。',
      part: 'そのような部分を持つサウンドはここにありません。',
    },
    offers: {
      tune: '🎵 鼻歌のようです。メロディーで検索しますか？',
      beat: '🥁 ビートのようです。ビートで検索しますか？',
    },
    nothingClose: '**近いものはありません。** 最も近いのは次のサウンドです。',
  },
  mixing: {
    menu: 'どれかに近づける、または遠ざける…',
    like: (name) => `これにも似たもの：${name}`,
    unlike: (name) => `これから遠いもの：${name}`,
    drop: (name) => `外す：${name}`,
    all: (name) => `すべてを使う：${name}`,
    only: {
      tone: (name) => `音色だけ使う：${name}`,
      rhythm: (name) => `リズムだけ使う：${name}`,
      tune: (name) => `メロディーだけ使う：${name}`,
    },
    qualities: { tone: '音色', rhythm: 'リズム', tune: 'メロディー' },
    note: (parts) => `ミックス：${parts}`,
    noteLike: (name) => `${name}にも似たもの`,
    noteUnlike: (name) => `${name}には似ていないもの`,
    noteQuality: {
      tone: (name) => `${name}の音色`,
      rhythm: (name) => `${name}のリズム`,
      tune: (name) => `${name}のメロディー`,
    },
  },
}));
