import type { Messages } from '../en-us/index.ts';

export const help: Messages['help'] = {
  description: '耳でサウンドを探す方法を1分で',
  title: '👂 Soundalikeは耳でサウンドを探します',
  summary: 'サウンドを渡すと、このサーバーのライブラリからよく似たものを、理由と一緒にお答えします。',
  start: 'はじめに',
  add: '`/add` に音声ファイルを添付：このサーバーのライブラリに入ります。`/add` だけを送ると10個まで選べます。',
  searchWithWords: '`/search` に別のファイル、ここにあるサウンド、または言葉を指定：よく似たサウンドをお答えします。',
  search: '`/search` に別のファイルか、ここにあるサウンドを指定：よく似たサウンドをお答えします。',
  menus: (find, add) =>
    `メッセージのメニューの「アプリ」からも：**${find}**、**${add}**。ボイスメッセージでも使えます。`,
  library: 'ライブラリ',
  looking: '`/list` は一覧、`/map` はマップ、`/info` はサウンドの再生、`/duplicates` は重複探し、`/stats` は集計です。',
  changing: '`/edit` は名前とタグの変更、`/remove` は削除：自分のもの、サーバーが許していれば他の人のものも。',
  moving:
    '`/forget` は自分が追加したものをすべて消去します。サーバー管理者は `/settings` でルールを決め、`/export` と `/import` でライブラリを移せます。',
  belowResult: '結果の下のボタン',
  controls:
    '▶ は結果の再生、🔎 はそこから検索、◀ ▶ はページ送り、⚖️ は重視するものの指定：リズムを強く、音色を弱く、など。',
  listensFor: '聴いているもの',
  goodToKnow: '知っておくと便利',
  formats: 'MP3、WAV、OGG、M4A、FLAC、Opus、動画の音声に対応しています。',
  reasons: 'その特徴だけで80%を超えて似ているとき、理由として表示されます。',
  ownLibrary: 'ライブラリはサーバーごとにあり、ほかのサーバーからは聴けません。',
  withClap: 'CLAPモデルで、サウンドの意味も比べます。',
  withoutClap: 'サウンドの響きを比べます。意味がわかるCLAPモデルは、ここには入っていません。',
};
