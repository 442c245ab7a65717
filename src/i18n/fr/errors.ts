import { defineMessages } from '../define-messages.ts';
import type { ErrorMessages } from '../error-codes.ts';

export const errors = defineMessages<ErrorMessages>('fr', ({ count, number, megabytes, timeSpan, either, sounds }) => ({
  serversOnly: () => 'Je ne fonctionne que sur les serveurs : chacun a sa propre bibliothèque.',
  unknownButton: () => 'Je ne connais plus ce bouton. Recommencez, s’il vous plaît.',
  unknownCommand: () => 'Je ne connais plus cette commande. Redémarrez Discord pour voir celles qui existent.',
  restarting: () => 'Je redémarre. Réessayez dans une minute.',
  restarted: () => 'J’ai été redémarré avant la fin. Vérifiez dans /list et réessayez si cela manque.',

  downloadTooSlow: () => 'Le téléchargement a pris trop de temps. Réessayez.',
  downloadFailed: () => 'Ce fichier n’a pas pu être téléchargé. Envoyez-le à nouveau.',
  downloadRedirected: () => 'Ce fichier n’a pas pu être téléchargé : il est redirigé trop de fois.',
  downloadGone: ({ status }) => `Le fichier n’est plus là (statut ${status}). Envoyez-le à nouveau.`,
  downloadUnavailable: ({ status }) =>
    `Le serveur de fichiers de Discord répond mal en ce moment (statut ${status}). Réessayez plus tard.`,
  downloadElsewhere: () => 'Je ne prends que les fichiers de Discord. Envoyez le fichier ici.',
  fileTooLarge: ({ bytes, maxBytes }) =>
    `Ce fichier fait ${megabytes(bytes)} Mo ; la limite ici est de ${megabytes(maxBytes)} Mo.`,
  fileLargerThan: ({ maxBytes }) => `Ce fichier dépasse ${megabytes(maxBytes)} Mo, la limite ici.`,

  notAudio: () => 'Je n’arrive pas à lire ce fichier comme de l’audio. Essayez WAV, MP3, OGG, FLAC ou M4A.',
  noSoundTrack: () => 'Ce fichier n’a pas de piste audio. Essayez WAV, MP3, OGG, FLAC ou M4A.',
  formatUnsupported: ({ format }) =>
    `Je ne sais pas lire ce type de fichier : ${format}. Convertissez-le, par exemple en FLAC.`,
  fileDamaged: ({ format }) =>
    `Ce fichier ${format} est abîmé ou incomplet, je n’arrive pas à le lire. Enregistrez-le à nouveau.`,
  noSound: () => 'Il n’y a aucun son dans ce fichier. Vérifiez qu’il se lit, ou enregistrez-le à nouveau.',
  soundSilent: () =>
    'Ce son est silencieux, ou presque : rien ne permet de le retrouver. Vérifiez que le micro était allumé.',
  soundTooLong: ({ maxSeconds }) =>
    `Ce son est trop long : je prends ${timeSpan(maxSeconds)} au maximum. Envoyez un extrait plus court.`,
  soundTooDetailed: ({ channelCount, rate, maxSeconds }) =>
    `Ce son a ${number(channelCount)} canaux à ${number(rate)} Hz ; de tels sons, je prends ${timeSpan(maxSeconds)} au maximum. Convertissez-le en stéréo à 48 kHz.`,
  readTooLarge: ({ maxBytes }) =>
    `Ce fichier est trop gros : je lis ${megabytes(maxBytes)} Mo au maximum. Envoyez un extrait plus court.`,
  readTooSlow: () =>
    'La lecture de ce fichier a pris trop de temps. Envoyez un extrait plus court, ou enregistrez-le à nouveau en WAV ou MP3.',
  analysisTooSlow: ({ seconds }) =>
    `L’écoute de ce fichier a duré plus de ${number(seconds)} s, j’ai donc arrêté. Essayez-en un plus court.`,
  analysisTooLarge: () =>
    'Écouter ce fichier demande plus de mémoire que je ne peux en utiliser. Essayez-en un plus court.',
  busyAnalyzing: ({ seconds }) =>
    `Je suis en train d’écouter d’autres sons. Réessayez dans ${number(seconds)} s environ.`,
  noDecoder: () => 'Il n’y a aucun ffmpeg à lancer. Installez-en un, ou définissez FFMPEG_PATH ou DECODER=wasm.',
  wordsNeedClap: () =>
    'La recherche par mots a besoin du modèle CLAP, qui n’est pas installé ici. La personne qui gère ce bot l’installe avec `npm run model`. D’ici là, joignez un son.',
  wordsUnreadable: () =>
    'La recherche par mots ne fonctionne pas ici : la partie du modèle CLAP qui les lit est inutilisable. Joignez plutôt un son.',

  diskFull: () =>
    'Le disque du bot est plein, rien n’a donc été modifié. Demandez à la personne qui gère le bot de faire de la place.',
  diskReadOnly: () =>
    'Le bot n’a pas le droit d’écrire dans son dossier de données, rien n’a donc été modifié. Demandez à la personne qui gère le bot de l’autoriser.',
  audioStoreAway: () =>
    'Mon espace de stockage audio ne répond pas pour le moment. Rien n’a changé ; réessayez dans une minute.',
  databaseAway: () => 'Ma base de données ne répond pas pour le moment. Rien n’a changé ; réessayez dans une minute.',
  databaseUnsure: () =>
    'Ma base de données a cessé de répondre pendant l’enregistrement : je ne sais pas s’il a réussi. Vérifiez avec /list avant de réessayer.',
  libraryUnreadable: () =>
    'Je ne peux pas lire les sons de ce serveur pour le moment. Prévenez la personne qui m’héberge ; rien n’est perdu.',
  libraryNewer: () =>
    'Cette bibliothèque a été écrite par une version plus récente de Soundalike. Le bot doit être mis à jour.',
  libraryFull: ({ sounds: max }) =>
    `Cette bibliothèque est pleine : elle peut garder ${sounds(max)}. Retirez-en un d’abord.`,
  libraryFullOfAudio: ({ maxBytes }) =>
    `Cette bibliothèque est pleine : elle peut garder ${megabytes(maxBytes)} Mo d’audio. Retirez d’abord quelque chose.`,
  memberFull: ({ sounds: max }) => `Vous avez ${sounds(max)} ici, le maximum pour un membre. Retirez-en un d’abord.`,
  ownerFull: ({ owner, sounds: max }) =>
    `${owner} a ${sounds(max)} ici, le maximum pour un membre. Retirez d’abord un des siens.`,

  libraryEmpty: () => 'Cette bibliothèque est vide. Ajoutez-y un premier son avec /add.',
  soundGone: () => 'Ce son n’est plus dans la bibliothèque.',
  audioMissing: () =>
    'L’audio de ce son manque sur le disque du bot : je ne peux pas le faire écouter. Demandez à la personne qui gère ce bot de lancer « doctor ».',
  postRefused: () =>
    'Vous ne pouvez pas envoyer de messages avec fichiers dans ce salon, donc je n’y publie pas ce son.',
  boardForbidden: () =>
    'Il vous faut la permission « Créer des expressions » pour ajouter des sons à la soundboard. Un responsable du serveur peut vous la donner.',
  boardManageForbidden: () =>
    'Il vous faut la permission « Gérer les expressions » pour remplacer ou retirer ce son de la soundboard.',
  boardBotForbidden: () =>
    'Je n’ai pas le droit de modifier la soundboard. Un responsable peut me donner les permissions « Créer des expressions » et « Gérer les expressions ».',
  boardSoundGone: () => 'Ce son n’est plus sur la soundboard. Quelqu’un d’autre l’a peut-être retiré.',
  boardBusy: () => 'La soundboard est en train de changer. Réessayez dans un instant.',
  boardUnavailable: () => 'Discord ne me laisse pas lire la soundboard pour le moment. Réessayez plus tard.',
  boardRefused: () => 'Discord n’a pas accepté le son ; la soundboard est restée telle quelle. Réessayez.',
  boardHalfDone: ({ name }) =>
    `Discord n’a pas accepté le nouveau son après le retrait de l’ancien. **${name}** est en sécurité dans la bibliothèque ; /soundboard add le remet.`,
  boardNameShort: () => 'Un nom sur la soundboard a de 2 à 32 caractères.',
  boardEmoji: () => 'Je ne peux pas utiliser cet émoji. Donnez un émoji standard.',
  boardEmpty: () => 'Il n’y a pas encore de sons sur la soundboard. /soundboard add en ajoute un.',
  soundUnknown: ({ name, near }) =>
    near.length > 0
      ? `Il n’y a ici aucun son appelé « ${name} ». Vouliez-vous dire ${either(near.map((other) => `« ${other} »`))} ?`
      : `Il n’y a ici aucun son appelé « ${name} ». /list montre ce qu’il y a.`,
  soundAmbiguous: ({ sounds, name }) =>
    `${count(sounds, { one: '# son correspond', other: '# sons correspondent' })} à « ${name} ». Choisissez-en un dans la liste pendant que vous tapez.`,
  notYours: ({ owner }) =>
    `${owner} a ajouté ce son. Seule cette personne, ou quelqu’un qui gère les messages ici, peut le modifier.`,
  noAudioInMessage: () => 'Ce message n’a pas de fichier audio. Choisissez-en un qui en a.',

  channelNotAllowed: ({ channels }) => `On ne peut m’utiliser que dans ${either(channels)}.`,
  allowedChannelsGone: () =>
    'Les salons où l’on peut m’utiliser n’existent plus. Demandez à une personne qui gère ce serveur d’ouvrir /settings.',
  addRefused: ({ roles }) => `Seuls les membres avec ${either(roles)} peuvent ajouter des sons ici.`,
  addForManagers: () =>
    'Seules les personnes qui gèrent ce serveur peuvent ajouter des sons ici. Demandez-leur de regarder /settings.',
  notYoursNorRoles: ({ owner, roles }) =>
    `${owner} a ajouté ce son. Seuls cette personne et les membres avec ${either(roles)} peuvent le modifier.`,
  notYoursNorManager: ({ owner }) =>
    `${owner} a ajouté ce son. Seules cette personne et celles qui gèrent ce serveur peuvent le modifier.`,
  settingsForManagers: () => 'Seules les personnes qui gèrent ce serveur peuvent voir et changer ses réglages.',
  channelNotWritable: ({ channel }) =>
    `Je ne peux pas envoyer de messages avec des fichiers dans ${channel}. Donnez-moi ce droit, ou choisissez un autre salon.`,
  limitUnreadable: ({ max }) => `Donnez des nombres entiers de 1 à ${number(max)}, ou laissez un champ vide.`,

  sourceNoLink: () => 'La source doit être un lien qui commence par https:// et compte au plus 300 caractères.',
  collectionUnknown: ({ name, near }) =>
    near.length > 0
      ? `Il n’y a ici aucune collection appelée « ${name} ». Vouliez-vous dire ${either(near.map((other) => `« ${other} »`))} ?`
      : `Il n’y a ici aucune collection appelée « ${name} ». /collection list les montre toutes.`,
  collectionsFull: ({ max }) => `Il peut y avoir ici au plus ${number(max)} collections. Supprimez-en une d’abord.`,
  soundInTooMany: ({ sound, max }) => `« ${sound} » est déjà dans ${number(max)} collections, le maximum pour un son.`,
  chooseByFilter: () => 'Choisissez un son, ou donnez un filtre, par exemple tag:kick.',
  pathToItself: () => 'Choisissez deux sons différents.',
  labelInvisible: () => 'Un nom a besoin de lettres ou de signes visibles.',
  tooManyTags: ({ max, given }) =>
    `Un son prend ${count(max, { one: '# tag', other: '# tags' })} ; vous en avez donné ${number(given)}.`,
  nothingToChange: () => 'Dites quoi changer : le nom (label), les tags, ou les deux.',
  chooseSounds: () => 'Dites quels sons : un tag, un membre ou une partie du nom.',
  noneChosen: () => 'Aucun son ici ne correspond.',
  noneYours: ({ sounds }) =>
    count(sounds, {
      one: '# son correspond, mais vous ne pouvez pas le modifier.',
      other: '# sons correspondent, mais vous ne pouvez en modifier aucun.',
    }),
  tooManyChosen: ({ sounds, max }) =>
    `Il y en a ${sounds}, et je peux en modifier au plus ${max} à la fois. Précisez un tag, un membre ou un nom.`,
  tagsNotGiven: () => 'Dites quels tags ajouter ou retirer.',
  tagsUnchanged: () => 'Rien à modifier : ces sons ont déjà exactement ces tags.',
  tagsFull: ({ max }) => `Avec ces tags, chacun de ces sons en aurait trop (${max} au maximum).`,
  changeTooOld: () => 'Cette question est trop ancienne, ou a déjà reçu une réponse. Utilisez la commande à nouveau.',
  questionTooOld: () => 'Cette question est trop ancienne, ou j’ai redémarré depuis. Ajoutez le son à nouveau.',
  questionPending: () => 'Je l’ajoute déjà.',
  questionAdded: () => 'C’est déjà ajouté.',
  questionLeftOut: () => 'Il a été laissé de côté. Pour l’ajouter quand même, envoyez-le à nouveau.',
  questionOfAnother: () => 'Seule la personne à qui la question est posée peut y répondre.',
  tooLateToUndo: () => 'Il est trop tard pour le remettre. Ajoutez le son à nouveau.',

  searchByNeedsSound: () =>
    'Des mots n’ont ni mélodie, ni rythme, ni partie. Cherchez ainsi avec un fichier ou un son de la bibliothèque.',
  mixByWholeSound: () =>
    'Seule une recherche de sons entiers peut être mélangée : enlevez `by`, ou bien `also_like`, `share` et `less_like`.',
  searchWithOne: () => 'Cherchez avec une seule chose : un fichier audio, un son de la bibliothèque ou des mots.',
  resultTooOld: () => 'Ce résultat est trop ancien pour ses boutons. Lancez une nouvelle recherche.',
  resultOfAnother: () =>
    'C’est la recherche de quelqu’un d’autre. Utilisez /search vous-même, ou choisissez un résultat pour continuer à partir de lui.',
  soundNotReady: () => 'Je dois d’abord réécouter ce son. Réessayez plus tard.',
  listTooOld: () => 'Cette liste est trop ancienne pour ses boutons. Envoyez /list à nouveau.',
  filterUnknown: ({ part, at, near }) =>
    near.length > 0
      ? `Je ne connais pas « ${part} » (caractère ${at} du filtre). Vouliez-vous dire ${either(near)} ?`
      : `Je ne connais pas « ${part} » (caractère ${at} du filtre). Essayez length<1, bright:high, loop ou tag:kick.`,
  filterValue: ({ part, at, examples }) =>
    `Je ne peux pas filtrer avec « ${part} » (caractère ${at} du filtre). Écrivez par exemple ${either(examples)}.`,
  filterQuote: ({ part, at }) => `Fermez le guillemet dans « ${part} » (caractère ${at} du filtre).`,
  filterNone: ({ part, sounds }) =>
    sounds > 0
      ? `Aucun son ici ne passe tout le filtre. Sans « ${part} », il en resterait ${number(sounds)}.`
      : `Aucun son ici ne correspond à « ${part} ». Retirez cette partie du filtre.`,
  mapTooFew: ({ min }) => `Une carte demande au moins ${sounds(min)}. Ajoutez-en d’autres avec /add.`,
  mapFailed: () => 'Je n’ai pas pu dessiner la carte. Réessayez dans une minute.',
  cannotDraw: () =>
    'Je ne peux pas dessiner sur cette machine, il n’y a donc pas de carte. Prévenez les personnes qui me gèrent.',

  exportEmpty: () => 'Cette bibliothèque est vide. Il n’y a rien à exporter.',
  archiveUnreadable: () => 'Ce n’est pas un fichier zip que je peux ouvrir.',
  archiveListUnreadable: ({ file }) => `Le fichier ${file} de cette archive n’a pas été écrit par /export.`,
  archiveEmpty: () => 'Il n’y a aucun son dans cette archive.',
  archiveTooMany: ({ max }) => `Une archive prend ${sounds(max)}. Faites-en plusieurs.`,
  archiveTooLarge: ({ maxBytes }) => `Cette archive contient plus de ${megabytes(maxBytes)} Mo. Faites-en plusieurs.`,

  tooManyAtOnce: ({ sounds }) =>
    `J’écoute encore ${count(sounds, { one: '# de vos sons', other: '# de vos sons' })}. Patientez un instant.`,
  tooManyInMinute: ({ max, seconds }) =>
    `Cela fait plus de ${sounds(max)} en une minute. Attendez ${number(seconds)} s.`,
  tooManyRequests: ({ requests }) => `Je m’occupe encore de ${number(requests)} de vos demandes. Patientez un instant.`,
  requestsTooFast: ({ seconds }) => `Cela fait trop de demandes en une minute. Attendez ${number(seconds)} s.`,
  exportRunning: () => 'Un export de cette bibliothèque est déjà en cours. Attendez qu’il soit terminé.',
  tookTooLong: () => 'Cela a pris trop de temps. Réessayez plus tard.',
  cancelled: () => 'Annulé. Rien n’a été modifié.',
  cancelOfAnother: () => 'Seule la personne qui a lancé cela peut l’annuler.',
}));
