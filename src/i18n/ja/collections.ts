import { defineMessages } from '../define-messages.ts';
import type { CollectionMessages } from '../en-us/collections.ts';

export const collections = defineMessages<CollectionMessages>('ja', () => ({
  collection: {
    description: 'コレクション：名前を付けてまとめたサウンドの一覧。サーバーの全員で共有します',
    show: 'コレクションをカバー画像と一緒に表示し、サウンドを再生します',
    list: 'このサーバーのコレクションをすべて表示します',
    add: 'サウンド、またはフィルターに合うすべてをコレクションに入れます。新しい名前なら作成します',
    remove: 'サウンド、またはフィルターに合うすべてをコレクションから外します',
    rename: '変更できるサウンドだけのコレクションの名前を変えます',
    delete: '変更できるサウンドだけのコレクションを削除します。サウンドはライブラリに残ります',
    which: 'どのコレクション？名前の一部を入力してください',
    into: 'コレクション、または新しいコレクションの名前',
    to: '新しい名前',
    all: 'コレクション',
    none: 'コレクションはまだありません。`/collection add` で作れます。',
    play: '🔊 この中から再生…',
    cover: (name) => `コレクション「${name}」のサウンドの波形。`,
    added: (sounds, name) => `📁 **${name}** に${sounds}追加しました。`,
    removed: (sounds, name) => `📁 **${name}** から${sounds}外しました。`,
    renamed: (name, to) => `📁 **${name}** の名前を **${to}** に変えました。`,
    deleted: (name) => `📁 **${name}** を削除しました。サウンドはライブラリに残っています。`,
    help: '`/collection` はサウンドを名前でまとめます。`filter` の `in:名前` で探せます。',
  },
  path: {
    description: '似たサウンドをたどって、あるサウンドから別のサウンドへつなぎます',
    from: '最初のサウンド：名前やタグの一部を入力してください',
    to: '最後のサウンド：名前やタグの一部を入力してください',
    steps: '間に入るサウンドの数。省略すると4個',
    title: (from, to) => `🧭 ${from} から ${to} へ`,
    picture: (from, to) => `「${from}」から「${to}」までのサウンドの波形。`,
    help: '`/path` はあるサウンドから別のサウンドへつなぎます。',
  },
}));
