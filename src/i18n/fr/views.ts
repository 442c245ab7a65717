import { defineMessages } from '../define-messages.ts';
import type { ViewMessages } from '../en-us/views.ts';

export const views = defineMessages<ViewMessages>('fr', ({ count, number, percent, sounds }) => ({
  common: {
    apology: (requestId) =>
      `Quelque chose s’est mal passé de mon côté. Si cela se reproduit, donnez ceci à la personne qui gère le bot : ${requestId}`,
    undelivered:
      'Discord n’a pas accepté ma réponse, je ne peux donc pas l’afficher. Votre demande est peut-être déjà faite : vérifiez avant de réessayer.',
    untitled: 'sans nom',
    somebody: 'quelqu’un',
    part: (index, all) => `${index} sur ${all}`,
    andMore: (many) => `et ${many} de plus`,
  },
  progress: {
    downloading: '⏬ Téléchargement…',
    decoding: '📀 Décodage…',
    listening: '👂 Écoute…',
    comparing: '🔎 Comparaison…',
    cancel: 'Annuler',
    nothingToCancel: 'Il n’y a plus rien à annuler.',
    continuesLater: '⏳ Cela prend plus de temps que je n’en ai pour répondre ici. Le résultat sera dans ce salon.',
    continuesPrivately: '⏳ Cela prend plus de temps que prévu. Je vous enverrai le résultat en message privé.',
    continuesUnseen:
      '⏳ Cela prend plus de temps que je n’en ai pour répondre ici, et je ne peux pas écrire dans ce salon. Regardez /list dans un moment.',
    resultFor: (files) => `⏳ Ce qu’il est advenu de ${files} :`,
    failedLate: 'Quelque chose s’est mal passé de mon côté. Réessayez, s’il vous plaît.',
  },
  features: {
    names: {
      mfcc: 'Timbre / Voix',
      chroma: 'Air / Mélodie',
      contrast: 'Premier plan / Fond',
      rhythm: 'Rythme / Tempo',
      zcr: 'Texture voix / bruit',
      rms: 'Volume / Dynamique',
    },
    meaning: 'Sens',
    differsIn: (list) => `diffère par ${list}`,
    closeness: {
      'same recording': 'même enregistrement',
      'very close': 'très proche',
      close: 'proche',
      related: 'apparenté',
      far: 'éloigné',
    },
  },
  add: {
    added: '✅ Ajouté',
    nowHere: (many) => `${sounds(many)} dans la bibliothèque de ce serveur`,
    hereAlready: '🤔 Déjà là ?',
    undecided: 'Pas encore ajouté. À vous de décider.',
    anyway: 'Ajouter quand même',
    leaveOut: 'Ne pas ajouter',
    labelUnused: 'Un nom ne vaut que pour un seul fichier : chaque son porte donc le nom de son fichier.',
    leftOut: 'Pas ajouté.',
  },
  relations: {
    sameFile: (label, known) => `${label} est exactement le même fichier que ${known}`,
    sameRecording: (label, known) => `${label} est le même enregistrement que ${known}`,
    excerpt: (part, whole, range) => `${part} est un extrait de ${whole} : ${range}`,
    faster: (label, known, change) => `${label} est ${known} à une autre vitesse (${change} plus rapide)`,
    slower: (label, known, change) => `${label} est ${known} à une autre vitesse (${change} plus lent)`,
    sharesPart: (label, known, where) => `${label} a une partie en commun avec ${known} : ${where}`,
    samePart: (range, knownRange) => `${range} y correspond à ${knownRange}`,
    range: (from, to) => `de ${from} à ${to}`,
  },
  upload: {
    title: 'Ajouter des sons',
    files: 'Fichiers audio',
    filesHint: 'Jusqu’à dix : MP3, WAV, OGG, M4A, FLAC, Opus, ou des vidéos',
    label: 'Nom',
    labelHint: 'Le nom du son, s’il n’y en a qu’un ; sinon les noms des fichiers',
    tags: 'Tags',
    tagsHint: 'Des mots pour les retrouver, séparés par des virgules : tambour, fort',
  },
  edit: { done: '✏️ Modifié.' },
  remove: {
    askOwn: (label) => `Retirer **${label}** ? Pendant une minute, vous pourrez le remettre.`,
    ask: (owner, label) => `${owner} a ajouté **${label}**. Le retirer quand même ?`,
    yes: 'Retirer',
    done: (label) => `🗑️ **${label}** a été retiré. Vous avez une minute pour le remettre.`,
    undo: 'Le remettre',
    back: (label) => `↩️ **${label}** est de retour.`,
  },
  sound: {
    length: 'Durée',
    addedBy: 'Ajouté par',
    added: 'Ajouté',
    license: 'Licence',
    source: 'provenance',
    tags: 'Tags',
    kilobytes: (kilobytes) => `${number(kilobytes)} Ko`,
    taggedWith: (tag, many) => `${tag} (${sounds(many)})`,
  },
  list: {
    title: '📚 Bibliothèque de sons',
    empty: 'Rien ici pour l’instant. Ajoutez le premier son avec /add.',
    footer: (many, page, pages) => `${sounds(many)} · page ${number(page)} sur ${number(pages)}`,
  },
  info: { nearest: 'Les plus proches' },
  map: {
    title: '🗺️ Carte de la bibliothèque',
    ofTag: (tag) => `🗺️ Carte des sons avec le tag ${tag}`,
    aroundSound: (label) => `🗺️ Carte autour de ${label}`,
    near: 'Proches sur la carte, donc ressemblants ; les directions ne veulent rien dire.',
    explained:
      'Proches sur la carte, donc ressemblants ; les directions ne veulent rien dire. Les couleurs montrent le premier tag, les grands noms le voisinage.',
    shown: (many) => sounds(many),
    shownOf: (many, all) =>
      `${number(many)} sur ${count(all, { one: '# son, choisi', other: '# sons, choisis' })} régulièrement`,
  },
  duplicates: {
    title: '👯 En plusieurs exemplaires',
    none: 'Chaque enregistrement n’est là qu’une fois.',
    compared: (many) =>
      `${count(many, { one: '# son comparé', other: '# sons comparés' })}. Rien n’est retiré sans vous.`,
    pending: (many) => `Pas encore comparé : ${sounds(many)}. Réessayez plus tard.`,
  },
  stats: {
    title: '📊 Bibliothèque',
    sounds: 'Sons',
    totalLength: 'Au total',
    storedAudio: 'Audio conservé',
    megabytes: (megabytes) => `${number(megabytes, 1)} Mo`,
    quota: 'Place',
    quotaSounds: (here, most) => `${number(here)} sur ${sounds(most)}`,
    quotaMegabytes: (here, most) => `${number(here, 1)} sur ${number(most)} Mo`,
    quotaYours: (yours, most) => `les vôtres : ${number(yours)} sur ${sounds(most)}`,
    downloading: (here, all) =>
      `Seulement les traits acoustiques ; le modèle CLAP est en cours de téléchargement : ${number(here)}${all === null ? '' : ` sur ${number(all)}`} Mo`,
    tags: 'Tags',
    members: 'Membres',
    noneYet: 'aucun pour l’instant',
    comparedBy: 'Comment j’écoute',
    withClap: (many) => `CLAP et traits acoustiques ; ${sounds(many)} avec un sens`,
    withoutClap: 'Traits acoustiques seulement ; aucun modèle CLAP n’est installé',
    storage: '⚠️ Stockage',
    problems:
      'Des fichiers endommagés de cette bibliothèque ont été mis de côté. La personne qui gère le bot en saura plus dans mon journal.',
    reanalysis: 'À réécouter',
    stale: (many, all) =>
      `${count(many, { one: '# son écouté', other: '# sons écoutés' })} par une version antérieure ou un autre modèle, sur ${number(all)}`,
  },
  search: { onlyFirst: 'La recherche n’a porté que sur le premier fichier du message.' },
  results: {
    title: (subject) => `🔎 Ça ressemble à « ${subject} »`,
    comparedBy: {
      clap: 'CLAP et traits acoustiques',
      acoustic: 'Traits acoustiques seulement',
      meaning: 'Par le sens, avec CLAP',
    },
    closestPart: (from, to) => `⏱️ passage le plus proche : de ${from} à ${to}`,
    closestToPart: (from, to) => `⏱️ correspond à votre son de ${from} à ${to}`,
    page: (page, pages) => `page ${number(page)} sur ${number(pages)}`,
    searched: (many) => count(many, { one: '# son comparé', other: '# sons comparés' }),
    top: (share) => `premiers ${share}`,
    standsOut: 'ressort ici',
    nothingFits: 'Rien ici ne correspond.',
    nothingElse: 'Il n’y a pas encore d’autre son ici à comparer.',
    nothingClose: '**Rien de proche.** Voici les plus proches :',
    alsoAs: (label) => `le même enregistrement, aussi ici sous le nom ${label}`,
    addedBy: (name) => `ajouté par ${name}`,
    thatVeryFile: (sound) =>
      `📌 Exactement le même fichier est déjà dans la bibliothèque : **${sound}** · ${percent(1)}`,
    only: (filters) => `Seulement les sons ${filters}.`,
    tagged: (tag) => `avec le tag ${tag}`,
    atLeast: (score) => `ressemblants à ${score} ou plus`,
    weighted: (changes) => `⚖️ ${changes} : ces scores ne se comparent pas à ceux d’autres recherches.`,
  },
  controls: {
    matches: '🔊 Écouter un résultat, ou en chercher d’autres…',
    play: (match) => `Écouter ${match}`,
    more: (match) => `D’autres comme ${match}`,
    whatMatters: 'Qu’est-ce qui compte ?',
    close: 'Fermer',
    off: 'non',
  },
  exporting: {
    done: (many, archives) => `📦 ${sounds(many)} dans ${count(archives, { one: '# archive', other: '# archives' })}.`,
    range: (first, last, all) => `Voici les archives ${number(first)} à ${number(last)} sur ${number(all)}.`,
    next: 'Envoyer les archives suivantes',
    leftOut: (many) => `Sans ${sounds(many)} au-dessus de la limite d’envoi.`,
  },
  importing: {
    done: (many) => `✅ Terminé : ${count(many, { one: '# son ajouté', other: '# sons ajoutés' })}.`,
    stopped: (many) => `✋ Arrêté : ${count(many, { one: '# son ajouté', other: '# sons ajoutés' })}.`,
    known: (many) =>
      count(many, {
        one: '# son était déjà là.',
        other: '# sons étaient déjà là.',
      }),
    copies: (many) =>
      count(many, {
        one: '# son ajouté est un enregistrement qui était déjà là : voir /duplicates.',
        other: '# sons ajoutés sont des enregistrements qui étaient déjà là : voir /duplicates.',
      }),
    again: 'Envoyez la même chose à nouveau pour le reste.',
    notTaken: 'Pas repris :',
  },
  help: {
    inDirectMessages:
      'Je trouve des sons à l’oreille sur les serveurs, et chaque serveur a sa propre bibliothèque. Pour commencer, tapez /help dans un salon d’un serveur.',
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
    exploring:
      '`/list` montre ce qu’il y a, `/map` le dessine, `/info` fait écouter un son, `/duplicates` trouve les doublons, `/stats` compte.',
    changing:
      '`/edit` change le nom et les tags, `/remove` retire un son, `/edit-many` et `/remove-many` plusieurs à la fois : les vôtres, ou tous si ce serveur vous le permet.',
    moving:
      '`/forget` efface tout ce que vous avez ajouté. Les personnes qui gèrent le serveur fixent les règles avec `/settings` et déplacent une bibliothèque entière avec `/export` et `/import`.',
    belowResult: 'Sous un résultat',
    controls:
      '🔊 fait écouter un résultat, 🔎 repart de lui, ◀ ▶ tournent les pages, et ⚖️ vous laisse dire ce qui compte : seulement le rythme, plus de mélodie, sans le volume. Son menu 🧪 mélange : aussi comme un résultat, seulement avec son rythme, ou moins comme lui.',
    compares: 'Ce que j’écoute',
    goodToKnow: 'Bon à savoir',
    formats: 'MP3, WAV, OGG, M4A, FLAC, Opus et le son des vidéos : tout marche.',
    reasons: `Une raison s’affiche quand ce trait, à lui seul, se ressemble à plus de ${percent(0.8)}.`,
    standsOut:
      'Certains sons ressemblent un peu à tout. Ceux qui ressemblent plus au vôtre qu’au reste *ressortent* et passent devant.',
    ownLibrary: 'Chaque serveur a sa propre bibliothèque ; aucun autre serveur ne l’entend.',
    withClap: 'Je compare aussi ce que les sons veulent dire, avec le modèle CLAP.',
    withoutClap:
      'Je compare comment les sons sonnent ; le modèle CLAP, qui sait ce qu’ils veulent dire, n’est pas installé ici.',
  },
  pictures: {
    yours: 'Le vôtre',
    bestMatch: 'Le plus proche',
    match: (rank) => `Résultat ${number(rank)}`,
    otherTags: 'autres tags',
    noTag: 'sans tag',
    around: (label) => `comme ${label}`,
    shown: (name, duration) => `« ${name} » (${duration})`,
    ofTwo: (first, second) => `Spectrogrammes, sur un même axe de temps, de ${first} et de ${second}.`,
    ofOne: (sound) => `Spectrogramme de ${sound}.`,
    aligned: (first, second, difference) =>
      `${first} et ${second} superposés, tels qu’ils se correspondent : ${difference}.`,
    bands: ['graves', 'médiums', 'aigus'],
    alike: (features) => `Ressemblance : ${features}.`,
    ofSound: (sound) => `Forme d’onde et spectrogramme de ${sound}.`,
    ofLibrary: (many) => `Carte de ${sounds(many)} : plus deux points sont proches, plus ils se ressemblent.`,
    colours: (tags) => `Les couleurs montrent le premier tag : ${tags}.`,
  },
}));
