import { defineMessages } from '../define-messages.ts';
import type { LibraryMessages } from '../en-us/library.ts';

export const library = defineMessages<LibraryMessages>('fr', ({ count, sounds }) => ({
  finding: {
    matches: (many, name) =>
      count(many, {
        one: `# nom correspond à « ${name} ».`,
        other: `# noms correspondent à « ${name} ». Le premier est sur cette page.`,
      }),
    didYouMean: (name) => `Il n’y a pas de son nommé « ${name} » ici. Vouliez-vous dire :`,
    jump: '🔎 Aller à un autre résultat…',
  },
  actions: {
    favor: 'Ajouter aux favoris',
    favored: 'Favori',
    play: 'Écouter',
    similar: 'Sons proches',
    edit: 'Modifier',
    remove: 'Retirer',
    editTitle: 'Modifier le son',
    allTags: 'Tous ses tags, séparés par des virgules ; laissez vide pour les retirer',
    noneSoFar: 'Aucun doublon trouvé pour l’instant.',
    playOne: '🔊 Écouter l’un d’eux…',
    removeOne: '🗑️ Retirer l’un d’eux…',
    page: (page, pages) => `Page ${page} sur ${pages}.`,
  },
  moderation: {
    added: (who, sounds, labels) => `➕ ${who} a ajouté ${sounds} : ${labels}`,
    changed: (who, sounds, labels) => `✏️ ${who} a modifié ${sounds} : ${labels}`,
    removed: (who, sounds, labels) => `➖ ${who} a retiré ${sounds} : ${labels}`,
    daily: (label) => `☀️ Son du jour : ${label}`,
  },
  many: {
    editDescription: 'Modifier les tags de plusieurs sons à la fois ; montre ce qui change, et demande d’abord',
    removeDescription: 'Retirer plusieurs sons à la fois ; montre lesquels, et demande d’abord',
    tag: 'Seulement les sons qui ont ce tag',
    author: 'Seulement les sons ajoutés par ce membre',
    name: 'Seulement les sons dont le nom contient ce texte, même au milieu d’un mot',
    add: 'Tags à ajouter, séparés par des virgules',
    takeAway: 'Tags à retirer, séparés par des virgules',
    askRemove: (many) => `Retirer ${sounds(many)} ? C’est irréversible.`,
    askEdit: (many) => `Modifier les tags de ${sounds(many)} ?`,
    adding: (tags) => `➕ Ajouter : ${tags}`,
    takingAway: (tags) => `➖ Retirer : ${tags}`,
    containing: (text) => `🔎 Seulement les sons dont le nom contient « ${text} »`,
    ofOthers: (many) =>
      count(many, {
        one: '# son de plus correspond, mais vous ne pouvez pas le modifier : il reste tel quel.',
        other: '# sons de plus correspondent, mais vous ne pouvez pas les modifier : ils restent tels quels.',
      }),
    full: (many, max) =>
      count(many, {
        one: `# son de plus correspond, mais aurait trop de tags (au plus ${max}) : il reste tel quel.`,
        other: `# sons de plus correspondent, mais auraient trop de tags (au plus ${max}) : ils restent tels quels.`,
      }),
    yesRemove: (many) => `Retirer ${sounds(many)}`,
    yesEdit: (many) => `Modifier ${sounds(many)}`,
    removed: (many) => `🗑️ ${count(many, { one: '# son retiré', other: '# sons retirés' })}.`,
    edited: (many) => `✏️ Tags de ${sounds(many)} modifiés.`,
    unchanged: (many) => count(many, { one: '# son reste inchangé :', other: '# sons restent inchangés :' }),
  },
  lifting: {
    noneLeft: 'Aucun son ici ne passe ces filtres.',
    search: 'Chercher sans filtre',
  },
  explained: {
    topic: 'Ce qu’il faut expliquer ; sans cette option, un aperçu',
    features: 'Les six traits, et ce que disent les scores',
    title: '👂 Ce que je compare',
    hint: '`/help` avec le sujet *features* explique chacun en une ligne.',
    inFooter: 'voir /help features',
    mfcc: 'clair ou sourd, quelle voix, quel instrument',
    chroma: 'quelles notes s’y trouvent, et combien de temps',
    contrast: 'ce qui se détache, et de quel fond',
    rhythm: 'la vitesse des battements, et leur motif',
    zcr: 's’il vibre comme une voix ou s’il souffle',
    rms: 'son volume, et comment il change',
    meaning: 'ce que c’est, par exemple un chien ou une porte (CLAP)',
    words: 'Les scores en mots',
    wordsExplained: (words) =>
      `${words}. « Même enregistrement » est établi par une empreinte et non par le score : il passe donc avant tous les autres.`,
  },
  weighing: {
    reset: 'Tout comme d’habitude',
    resetHint: 'Les poids habituels de ce serveur',
    only: (feature) => `Seulement ${feature}`,
    more: (feature) => `Plus de ${feature}`,
    moreHint: 'Compte beaucoup plus que d’habitude',
    less: (feature) => `Moins de ${feature}`,
    lessHint: 'Compte beaucoup moins que d’habitude',
    off: (feature) => `Sans ${feature}`,
    offHint: 'Ne compte pas du tout',
    normal: (feature) => `${feature} comme d’habitude`,
    normalHint: 'Compte de nouveau comme d’habitude',
  },
}));
