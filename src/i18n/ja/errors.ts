import { defineMessages } from '../define-messages.ts';
import type { ErrorMessages } from '../error-codes.ts';

export const errors = defineMessages<ErrorMessages>('ja', ({ number, megabytes, timeSpan, either }) => ({
  serversOnly: () => 'サーバーの中でのみ使えます。ライブラリはサーバーごとにあります。',
  unknownButton: () => 'このボタンはもう使えません。最初からやり直してください。',
  unknownCommand: () => 'このコマンドはもう使えません。Discordを再起動すると最新のコマンドが表示されます。',
  restarting: () => 'ただいま再起動中です。1分ほどしてからもう一度お試しください。',
  restarted: () => '完了する前に再起動されました。/list を確認し、なければもう一度お試しください。',

  downloadTooSlow: () => 'ダウンロードに時間がかかりすぎました。もう一度お試しください。',
  downloadFailed: () => 'ファイルをダウンロードできませんでした。もう一度アップロードしてください。',
  downloadRedirected: () => 'ファイルをダウンロードできませんでした。リダイレクトが多すぎます。',
  downloadGone: ({ status }) => `ファイルはもうありません（ステータス ${status}）。もう一度アップロードしてください。`,
  downloadUnavailable: ({ status }) =>
    `Discordのファイルサーバーが今は正しく応答しません（ステータス ${status}）。しばらくしてからもう一度お試しください。`,
  downloadElsewhere: () => 'Discordのファイルのみ使えます。ここにアップロードしてください。',
  fileTooLarge: ({ bytes, maxBytes }) =>
    `ファイルは${megabytes(bytes)} MBです。ここでの上限は${megabytes(maxBytes)} MBです。`,
  fileLargerThan: ({ maxBytes }) => `ファイルがここでの上限の${megabytes(maxBytes)} MBを超えています。`,

  notAudio: () => '音声として読み込めないファイルです。WAV、MP3、OGG、FLAC、M4Aをお試しください。',
  noSoundTrack: () => 'このファイルには音声トラックがありません。WAV、MP3、OGG、FLAC、M4Aをお試しください。',
  formatUnsupported: ({ format }) => `この種類のファイルは読み込めません（${format}）。FLACなどに変換してください。`,
  fileDamaged: ({ format }) =>
    `この${format}ファイルは壊れているか不完全なため、読み込めません。もう一度保存してください。`,
  noSound: () => 'このファイルには音が入っていません。再生できるか確認するか、保存し直してください。',
  soundSilent: () => 'この音はほぼ無音なので、手がかりがなく検索できません。マイクがオンだったか確認してください。',
  soundTooLong: ({ maxSeconds }) =>
    `サウンドが長すぎます。上限は${timeSpan(maxSeconds)}です。短く切ったものを送ってください。`,
  soundTooDetailed: ({ channelCount, rate, maxSeconds }) =>
    `このサウンドは${number(channelCount)}チャンネル・${number(rate)} Hzです。このようなサウンドの上限は${timeSpan(maxSeconds)}です。48 kHzのステレオに変換してください。`,
  readTooLarge: ({ maxBytes }) =>
    `ファイルが大きすぎます。上限は${megabytes(maxBytes)} MBです。短く切ったものを送ってください。`,
  readTooSlow: () => 'ファイルの読み込みに時間がかかりすぎました。短く切るか、WAVかMP3で保存し直して送ってください。',
  analysisTooSlow: ({ seconds }) =>
    `解析に${number(seconds)}秒以上かかったため中止しました。もっと短いファイルをお試しください。`,
  analysisTooLarge: () => '解析に必要なメモリが上限を超えます。もっと短いファイルをお試しください。',
  busyAnalyzing: ({ seconds }) =>
    `ほかのサウンドを聴いているところです。${number(seconds)}秒ほどしてからもう一度お試しください。`,
  noDecoder: () => 'ffmpegが見つかりません。インストールするか、FFMPEG_PATHかDECODER=wasmを設定してください。',
  wordsNeedClap: () =>
    '言葉での検索にはCLAPモデルが必要ですが、ここには入っていません。ボットの管理者が `npm run model` でインストールできます。それまではサウンドを添付してください。',
  wordsUnreadable: () =>
    'CLAPモデルの言葉を読む部分が使えないため、言葉では検索できません。代わりにサウンドを添付してください。',

  diskFull: () =>
    'ボットのディスクがいっぱいのため、何も変更していません。ボットの管理者に空き容量を増やすよう伝えてください。',
  diskReadOnly: () =>
    'データフォルダーに書き込めないため、何も変更していません。ボットの管理者に書き込みを許可するよう伝えてください。',
  audioStoreAway: () =>
    '音声の保存先が応答していません。何も変更されていません。1分ほどしてからもう一度お試しください。',
  databaseAway: () => 'データベースが応答していません。何も変更されていません。1分ほどしてからもう一度お試しください。',
  databaseUnsure: () =>
    '保存の途中でデータベースが応答しなくなったため、保存できたかどうか分かりません。もう一度試す前に /list で確認してください。',
  libraryUnreadable: () =>
    '今はこのサーバーのサウンドを読み込めません。ボットの管理者に知らせてください。データは失われていません。',
  libraryNewer: () => 'このライブラリは新しいバージョンのSoundalikeで作られています。ボットを更新してください。',
  libraryFull: ({ sounds }) =>
    `ライブラリがいっぱいです（上限${number(sounds)}個）。先にサウンドを1つ削除してください。`,
  libraryFullOfAudio: ({ maxBytes }) =>
    `ライブラリがいっぱいです（音声の上限${megabytes(maxBytes)} MB）。先に何か削除してください。`,
  memberFull: ({ sounds }) =>
    `ここにあるあなたのサウンドは${number(sounds)}個で、メンバー1人の上限です。先に1つ削除してください。`,
  ownerFull: ({ owner, sounds }) =>
    `ここにある${owner}さんのサウンドは${number(sounds)}個で、メンバー1人の上限です。先にそのうちの1つを削除してください。`,

  libraryEmpty: () => 'ライブラリは空です。/add で最初のサウンドを追加してください。',
  soundGone: () => 'そのサウンドはもうライブラリにありません。',
  audioMissing: () =>
    'このサウンドの音声がボットのディスクにないため、再生できません。ボットの管理者に「doctor」の実行を頼んでください。',
  postRefused: () => 'このチャンネルではファイル付きのメッセージを送れないため、ここには投稿しません。',
  boardForbidden: () =>
    'サウンドボードに音を追加するには「エクスプレッションを作成」の権限が必要です。サーバーの管理者に頼んでください。',
  boardManageForbidden: () =>
    'サウンドボードのこの音を入れ替えたり外したりするには「エクスプレッションの管理」の権限が必要です。',
  boardBotForbidden: () =>
    'わたしにはサウンドボードを変更する権限がありません。管理者は「エクスプレッションを作成」と「エクスプレッションの管理」の権限を付与できます。',
  boardSoundGone: () => 'その音はもうサウンドボードにありません。ほかの人が外したのかもしれません。',
  boardBusy: () => 'サウンドボードは今変更中です。少し待ってからもう一度お試しください。',
  boardUnavailable: () => '今はサウンドボードを読み取れません。あとでもう一度お試しください。',
  boardRefused: () => 'Discord が音を受け付けませんでした。サウンドボードは元のままです。もう一度お試しください。',
  boardHalfDone: ({ name }) =>
    `古い音を外したあと、Discord が新しい音を受け付けませんでした。**${name}** はライブラリにあります。/soundboard add で戻せます。`,
  boardNameShort: () => 'サウンドボードの名前は2〜32文字です。',
  boardEmoji: () => 'その絵文字は使えません。標準の絵文字を1つ指定してください。',
  boardEmpty: () => 'サウンドボードにはまだ音がありません。/soundboard add で追加できます。',
  soundUnknown: ({ name, near }) =>
    near.length > 0
      ? `「${name}」というサウンドはここにありません。もしかして：${either(near.map((other) => `「${other}」`))}`
      : `「${name}」というサウンドはここにありません。/list で一覧を見られます。`,
  soundAmbiguous: ({ sounds, name }) =>
    `「${name}」に当てはまるサウンドが${number(sounds)}個あります。入力中に出る候補から選んでください。`,
  notYours: ({ owner }) =>
    `このサウンドは${owner}さんが追加しました。変更できるのは本人か、ここでメッセージを管理できる人だけです。`,
  noAudioInMessage: () => 'そのメッセージには音声ファイルがありません。音声のあるメッセージを選んでください。',

  channelNotAllowed: ({ channels }) => `ここでは使えません。${either(channels)} で使ってください。`,
  allowedChannelsGone: () =>
    '使えるチャンネルがなくなっています。サーバーの管理者に /settings を開いてもらってください。',
  addRefused: ({ roles }) => `ここでサウンドを追加できるのは、${either(roles)} のメンバーだけです。`,
  addForManagers: () =>
    'ここでサウンドを追加できるのは、サーバーの管理者だけです。/settings を確認してもらってください。',
  notYoursNorRoles: ({ owner, roles }) =>
    `このサウンドは${owner}さんが追加したものです。変更できるのは本人か、${either(roles)} のメンバーだけです。`,
  notYoursNorManager: ({ owner }) =>
    `このサウンドは${owner}さんが追加したものです。変更できるのは本人か、サーバーの管理者だけです。`,
  settingsForManagers: () => '設定を見たり変えたりできるのは、サーバーの管理者だけです。',
  channelNotWritable: ({ channel }) =>
    `${channel} ではファイル付きのメッセージを送れません。権限を付けるか、別のチャンネルを選んでください。`,
  limitUnreadable: ({ max }) => `1から${number(max)}までの整数を入れるか、空のままにしてください。`,

  sourceNoLink: () => '出典は https:// で始まる300文字以内のリンクにしてください。',
  collectionUnknown: ({ name, near }) =>
    near.length > 0
      ? `「${name}」というコレクションはここにありません。もしかして：${either(near.map((other) => `「${other}」`))}`
      : `「${name}」というコレクションはここにありません。/collection list で一覧を見られます。`,
  collectionsFull: ({ max }) => `コレクションは${number(max)}個までです。先にどれかを削除してください。`,
  soundInTooMany: ({ sound, max }) =>
    `「${sound}」はすでに${number(max)}個のコレクションに入っています。これが上限です。`,
  chooseByFilter: () => 'サウンドを選ぶか、tag:kick のようなフィルターを入力してください。',
  pathToItself: () => '別々のサウンドを2つ選んでください。',
  labelInvisible: () => '名前には目に見える文字や記号が必要です。',
  tooManyTags: ({ max, given }) => `タグは1つのサウンドに${number(max)}個までです（入力は${number(given)}個）。`,
  nothingToChange: () => '変更するものを指定してください：名前（label）、タグ（tags）、またはその両方。',
  chooseSounds: () => 'どのサウンドかを、タグ、メンバー、または名前の一部で指定してください。',
  noneChosen: () => '当てはまるサウンドはここにありません。',
  noneYours: ({ sounds }) => `${sounds}個が当てはまりますが、変更する権限がありません。`,
  tooManyChosen: ({ sounds, max }) =>
    `${sounds}個あります。一度に変更できるのは${max}個までです。タグ、メンバー、名前で絞り込んでください。`,
  tagsNotGiven: () => '追加するタグか外すタグを指定してください。',
  tagsUnchanged: () => '変更するものはありません。これらのサウンドのタグはすでにそのとおりです。',
  tagsFull: ({ max }) => `どのサウンドもタグが多すぎることになります（上限${max}個）。`,
  changeTooOld: () => 'この質問は古すぎるか、すでに回答済みです。もう一度コマンドを使ってください。',
  questionTooOld: () => 'この質問が古すぎるか、その後ボットが再起動しました。サウンドをもう一度追加してください。',
  questionPending: () => 'すでに追加しています。',
  questionAdded: () => 'すでに追加されています。',
  questionLeftOut: () => '追加しないことになりました。追加する場合は、もう一度送信してください。',
  questionOfAnother: () => '質問された人だけが答えられます。',
  tooLateToUndo: () => 'もう元に戻せません。サウンドをもう一度追加してください。',

  searchByNeedsSound: () =>
    '言葉にはメロディーもビートも部分もありません。ファイルかライブラリのサウンドで検索してください。',
  mixByWholeSound: () =>
    '組み合わせられるのは、サウンド全体の検索だけです。`by` を外すか、`also_like`、`share`、`less_like` を外してください。',
  searchWithOne: () => '音声ファイル、ライブラリのサウンド、言葉のうち、どれか1つで検索してください。',
  resultTooOld: () => 'この結果は古いため、ボタンは使えません。もう一度検索してください。',
  resultOfAnother: () => 'これはほかの人の検索です。自分で /search を使うか、結果を1つ選んでそこから検索してください。',
  soundNotReady: () => 'そのサウンドは先に聴き直す必要があります。あとでもう一度お試しください。',
  listTooOld: () => 'この一覧は古いため、ボタンは使えません。もう一度 /list を送ってください。',
  filterUnknown: ({ part, at, near }) =>
    near.length > 0
      ? `「${part}」は分かりません（フィルターの${at}文字目）。${either(near)}のことですか？`
      : `「${part}」は分かりません（フィルターの${at}文字目）。length<1、bright:high、loop、tag:kick のように書いてください。`,
  filterValue: ({ part, at, examples }) =>
    `「${part}」では絞り込めません（フィルターの${at}文字目）。例: ${either(examples)}`,
  filterQuote: ({ part, at }) => `「${part}」の引用符を閉じてください（フィルターの${at}文字目）。`,
  filterNone: ({ part, sounds }) =>
    sounds > 0
      ? `フィルター全体に合うサウンドはありません。「${part}」を外すと${number(sounds)}個残ります。`
      : `「${part}」に合うサウンドはありません。フィルターから外してください。`,
  mapTooFew: ({ min }) => `マップにはサウンドが${number(min)}個以上必要です。/add で追加してください。`,
  mapFailed: () => 'マップを描けませんでした。1分ほどしてからもう一度お試しください。',
  cannotDraw: () => 'このマシンでは絵を描けないため、マップを表示できません。ボットの運営者に知らせてください。',

  exportEmpty: () => 'ライブラリは空です。エクスポートするものがありません。',
  archiveUnreadable: () => '開けないZIPファイルです。',
  archiveListUnreadable: ({ file }) => `このアーカイブの${file}は /export で作られたものではありません。`,
  archiveEmpty: () => 'このアーカイブにはサウンドがありません。',
  archiveTooMany: ({ max }) => `1つのアーカイブに入るのは${number(max)}個までです。複数に分けてください。`,
  archiveTooLarge: ({ maxBytes }) =>
    `このアーカイブの中身は${megabytes(maxBytes)} MBを超えています。複数に分けてください。`,

  tooManyAtOnce: ({ sounds }) => `まだあなたのサウンドを${number(sounds)}個聴いています。少しお待ちください。`,
  tooManyInMinute: ({ max, seconds }) => `1分間に${number(max)}個を超えます。${number(seconds)}秒お待ちください。`,
  tooManyRequests: ({ requests }) => `まだ${number(requests)}件のリクエストを処理しています。少しお待ちください。`,
  requestsTooFast: ({ seconds }) => `1分間のリクエストが多すぎます。${number(seconds)}秒お待ちください。`,
  exportRunning: () => 'このライブラリはすでに書き出し中です。終わるまでお待ちください。',
  tookTooLong: () => '時間がかかりすぎました。しばらくしてからもう一度お試しください。',
  cancelled: () => 'キャンセルしました。何も変更していません。',
  cancelOfAnother: () => 'キャンセルできるのは始めた本人だけです。',
}));
