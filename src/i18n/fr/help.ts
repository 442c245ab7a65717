import type { Messages } from '../en-us/index.ts';

export const help: Messages['help'] = {
  description: 'Comment trouver des sons à l’oreille, en une minute',
  title: '👂 Soundalike trouve des sons à l’oreille',
  summary:
    'Donnez-moi un son, et je vous dis lesquels, dans la bibliothèque de ce serveur, lui ressemblent le plus, et pourquoi.',
  start: 'Pour commencer',
  add: '`/add` avec un fichier audio : il rejoint la bibliothèque de ce serveur. Seul, `/add` en laisse choisir jusqu’à dix.',
  searchWithWords:
    '`/search` avec un autre fichier, un son d’ici ou des mots : je réponds avec les sons les plus ressemblants.',
  search: '`/search` avec un autre fichier ou un son d’ici : je réponds avec les sons les plus ressemblants.',
  menus: (find, add) =>
    `Ou bien, dans le menu d’un message, *Applications* : **${find}**, **${add}**. Les messages vocaux marchent aussi.`,
  library: 'La bibliothèque',
  looking:
    '`/list` montre ce qu’il y a, `/map` le dessine, `/info` fait écouter un son, `/duplicates` trouve les doublons, `/stats` compte.',
  changing:
    '`/edit` change le nom et les tags, `/remove` retire un son : les vôtres, ou tous si ce serveur vous le permet.',
  moving:
    '`/forget` efface tout ce que vous avez ajouté. Les personnes qui gèrent le serveur fixent les règles avec `/settings` et déplacent une bibliothèque entière avec `/export` et `/import`.',
  belowResult: 'Sous un résultat',
  controls:
    '▶ fait écouter un résultat, 🔎 repart de lui, ◀ ▶ tournent les pages, et ⚖️ vous laisse dire ce qui compte : plus de rythme, moins de timbre.',
  listensFor: 'Ce que j’écoute',
  goodToKnow: 'Bon à savoir',
  formats: 'MP3, WAV, OGG, M4A, FLAC, Opus et le son des vidéos : tout marche.',
  reasons: 'Une raison s’affiche quand ce trait, à lui seul, se ressemble à plus de 80 %.',
  ownLibrary: 'Chaque serveur a sa propre bibliothèque ; aucun autre serveur ne l’entend.',
  withClap: 'Je compare aussi ce que les sons veulent dire, avec le modèle CLAP.',
  withoutClap:
    'Je compare comment les sons sonnent ; le modèle CLAP, qui sait ce qu’ils veulent dire, n’est pas installé ici.',
};
