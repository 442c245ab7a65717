import { defineMessages } from '../define-messages.ts';
import type { ErrorMessages } from '../error-codes.ts';

export const errors = defineMessages<ErrorMessages>(
  'es-ES',
  ({ count, number, megabytes, timeSpan, either, sounds }) => ({
    serversOnly: () => 'Solo funciono en servidores: cada uno tiene su propia biblioteca.',
    unknownButton: () => 'Ya no conozco ese botón. Empieza de nuevo, por favor.',
    unknownCommand: () => 'Ya no conozco ese comando. Reinicia Discord para ver los actuales.',
    restarting: () => 'Me estoy reiniciando. Inténtalo de nuevo en un minuto.',
    restarted: () => 'Me reiniciaron antes de terminar. Mira en /list y, si falta, inténtalo de nuevo.',

    downloadTooSlow: () => 'La descarga ha tardado demasiado. Inténtalo de nuevo.',
    downloadFailed: () => 'No se ha podido descargar ese archivo. Súbelo de nuevo.',
    downloadRedirected: () => 'No se ha podido descargar ese archivo: se redirige demasiadas veces.',
    downloadGone: ({ status }) => `El archivo ya no está (estado ${status}). Súbelo de nuevo.`,
    downloadUnavailable: ({ status }) =>
      `El servidor de archivos de Discord no responde bien ahora mismo (estado ${status}). Inténtalo más tarde.`,
    downloadElsewhere: () => 'Solo acepto archivos de Discord. Sube el archivo aquí.',
    fileTooLarge: ({ bytes, maxBytes }) =>
      `Ese archivo ocupa ${megabytes(bytes)} MB; el límite aquí es de ${megabytes(maxBytes)} MB.`,
    fileLargerThan: ({ maxBytes }) => `Ese archivo ocupa más de ${megabytes(maxBytes)} MB, el límite aquí.`,

    notAudio: () => 'Ese archivo no es audio que yo pueda leer. Prueba con WAV, MP3, OGG, FLAC o M4A.',
    noSoundTrack: () => 'Ese archivo no tiene pista de audio. Prueba con WAV, MP3, OGG, FLAC o M4A.',
    formatUnsupported: ({ format }) =>
      `No puedo leer ese tipo de archivo: ${format}. Conviértelo, por ejemplo, a FLAC.`,
    fileDamaged: ({ format }) => `Ese archivo ${format} está dañado o incompleto y no puedo leerlo. Guárdalo otra vez.`,
    noSound: () => 'No hay sonido en ese archivo. Comprueba que se reproduce o guárdalo otra vez.',
    soundSilent: () =>
      'Ese sonido está en silencio, o casi: no hay nada por lo que encontrarlo. Comprueba que el micrófono estaba encendido.',
    soundTooLong: ({ maxSeconds }) =>
      `Ese sonido es demasiado largo: acepto ${timeSpan(maxSeconds)} como máximo. Envía un fragmento más corto.`,
    soundTooDetailed: ({ channelCount, rate, maxSeconds }) =>
      `Ese sonido tiene ${number(channelCount)} canales a ${number(rate)} Hz; de sonidos así acepto ${timeSpan(maxSeconds)} como máximo. Conviértelo a estéreo a 48 kHz.`,
    readTooLarge: ({ maxBytes }) =>
      `Ese archivo es demasiado grande: leo ${megabytes(maxBytes)} MB como máximo. Envía un fragmento más corto.`,
    readTooSlow: () =>
      'Ese archivo ha tardado demasiado en leerse. Envía un fragmento más corto o guárdalo otra vez como WAV o MP3.',
    analysisTooSlow: ({ seconds }) =>
      `He tardado más de ${number(seconds)} s en escuchar ese archivo, así que he parado. Prueba con uno más corto.`,
    analysisTooLarge: () => 'Escuchar ese archivo necesita más memoria de la que puedo usar. Prueba con uno más corto.',
    busyAnalyzing: ({ seconds }) =>
      `Estoy escuchando otros sonidos. Inténtalo de nuevo en ${number(seconds)} s, más o menos.`,
    noDecoder: () => 'No hay ningún ffmpeg que ejecutar. Instala uno, define FFMPEG_PATH o usa DECODER=wasm.',
    wordsNeedClap: () =>
      'Para buscar con palabras hace falta el modelo CLAP, que aquí no está instalado. Quien gestiona este bot lo instala con `npm run model`. Mientras tanto, adjunta un sonido.',
    wordsUnreadable: () =>
      'Buscar con palabras no funciona aquí: la parte del modelo CLAP que las lee no se puede usar. Adjunta un sonido.',

    diskFull: () =>
      'El disco del bot está lleno, así que no se ha cambiado nada. Pide a quien lleva el bot que haga sitio.',
    diskReadOnly: () =>
      'El bot no puede escribir en su carpeta de datos, así que no se ha cambiado nada. Pide a quien lleva el bot que lo permita.',
    audioStoreAway: () =>
      'Mi almacenamiento de audio no responde ahora mismo. No ha cambiado nada; inténtalo de nuevo dentro de un minuto.',
    databaseAway: () =>
      'Mi base de datos no responde ahora mismo. No ha cambiado nada; inténtalo de nuevo dentro de un minuto.',
    databaseUnsure: () =>
      'Mi base de datos dejó de responder mientras guardaba, así que no sé si ha funcionado. Compruébalo con /list antes de volver a intentarlo.',
    libraryUnreadable: () =>
      'Ahora mismo no puedo leer los sonidos de este servidor. Avisa a la persona que me administra; no se ha perdido nada.',
    libraryNewer: () => 'Esta biblioteca es de una versión posterior de Soundalike. Hay que actualizar el bot.',
    libraryFull: ({ sounds }) =>
      `Esta biblioteca está llena: ${count(sounds, { one: 'cabe # sonido', other: 'caben # sonidos' })}. Quita uno primero.`,
    libraryFullOfAudio: ({ maxBytes }) =>
      `Esta biblioteca está llena: su límite es de ${megabytes(maxBytes)} MB de audio. Quita algo primero.`,
    memberFull: ({ sounds: max }) => `Tienes ${sounds(max)} aquí, el máximo por miembro. Quita uno primero.`,
    ownerFull: ({ owner, sounds: max }) =>
      `${owner} tiene ${sounds(max)} aquí, el máximo por miembro. Quita primero uno de los suyos.`,

    libraryEmpty: () => 'Esta biblioteca está vacía. Añade el primer sonido con /add.',
    soundGone: () => 'Ese sonido ya no está en la biblioteca.',
    audioMissing: () =>
      'Falta el audio de ese sonido en el disco del bot, así que no puedo reproducirlo. Pide a quien administra este bot que ejecute «doctor».',
    postRefused: () => 'No puedes enviar mensajes con archivos en este canal, así que no lo publico aquí.',
    boardForbidden: () =>
      'Necesitas el permiso «Crear expresiones» para añadir sonidos al panel. Quien gestiona el servidor puede dártelo.',
    boardManageForbidden: () =>
      'Necesitas el permiso «Gestionar expresiones» para sustituir o quitar este sonido del panel.',
    boardBotForbidden: () =>
      'No puedo cambiar el panel de sonidos. Quien gestiona el servidor puede darme los permisos «Crear expresiones» y «Gestionar expresiones».',
    boardSoundGone: () => 'Ese sonido ya no está en el panel. Quizá lo haya quitado otra persona.',
    boardBusy: () => 'El panel se está cambiando ahora mismo. Inténtalo de nuevo en un momento.',
    boardUnavailable: () => 'Discord no me deja leer el panel ahora mismo. Inténtalo más tarde.',
    boardRefused: () => 'Discord no aceptó el sonido y el panel sigue como estaba. Inténtalo de nuevo.',
    boardHalfDone: ({ name }) =>
      `Discord no aceptó el sonido nuevo después de quitar el antiguo. **${name}** está a salvo en la biblioteca; /soundboard add lo devuelve.`,
    boardNameShort: () => 'Un nombre en el panel tiene de 2 a 32 caracteres.',
    boardEmoji: () => 'No puedo usar ese emoji. Da un emoji estándar.',
    boardEmpty: () => 'Todavía no hay sonidos en el panel. /soundboard add pone uno.',
    soundUnknown: ({ name, near }) =>
      near.length > 0
        ? `Aquí no hay ningún sonido llamado «${name}». ¿Querías decir ${either(near.map((other) => `«${other}»`))}?`
        : `Aquí no hay ningún sonido llamado «${name}». Con /list ves los que hay.`,
    soundAmbiguous: ({ sounds, name }) =>
      `${count(sounds, { one: '# sonido coincide', other: '# sonidos coinciden' })} con «${name}». Elige uno de la lista mientras escribes.`,
    notYours: ({ owner }) =>
      `${owner} añadió ese sonido. Solo esa persona, o quien gestiona los mensajes aquí, puede cambiarlo.`,
    noAudioInMessage: () => 'Ese mensaje no tiene ningún archivo de audio. Elige uno que lo tenga.',

    channelNotAllowed: ({ channels }) => `Solo se me puede usar en ${either(channels)}.`,
    allowedChannelsGone: () =>
      'Los canales en los que se me puede usar ya no existen. Pide a quien gestione este servidor que abra /settings.',
    addRefused: ({ roles }) => `Aquí solo pueden añadir sonidos los miembros con ${either(roles)}.`,
    addForManagers: () => 'Aquí solo puede añadir sonidos quien gestiona este servidor. Pídele que mire en /settings.',
    notYoursNorRoles: ({ owner, roles }) =>
      `${owner} añadió ese sonido. Solo esa persona o los miembros con ${either(roles)} pueden cambiarlo.`,
    notYoursNorManager: ({ owner }) =>
      `${owner} añadió ese sonido. Solo esa persona o quien gestiona este servidor puede cambiarlo.`,
    settingsForManagers: () => 'Solo quien gestiona este servidor puede ver y cambiar sus ajustes.',
    channelNotWritable: ({ channel }) =>
      `No puedo enviar mensajes con archivos en ${channel}. Dame ese permiso o elige otro canal.`,
    limitUnreadable: ({ max }) => `Escribe números enteros del 1 al ${number(max)}, o deja un campo vacío.`,

    sourceNoLink: () =>
      'El origen tiene que ser un enlace que empiece por https:// y tenga como máximo 300 caracteres.',
    collectionUnknown: ({ name, near }) =>
      near.length > 0
        ? `Aquí no hay ninguna colección llamada «${name}». ¿Querías decir ${either(near.map((other) => `«${other}»`))}?`
        : `Aquí no hay ninguna colección llamada «${name}». Con /collection list las ves todas.`,
    collectionsFull: ({ max }) => `Aquí puede haber como mucho ${number(max)} colecciones. Borra una antes.`,
    soundInTooMany: ({ sound, max }) => `«${sound}» ya está en ${number(max)} colecciones, el máximo para un sonido.`,
    chooseByFilter: () => 'Elige un sonido, o da un filtro, por ejemplo tag:kick.',
    pathToItself: () => 'Elige dos sonidos distintos.',
    labelInvisible: () => 'Un nombre necesita letras o signos que se vean.',
    tooManyTags: ({ max, given }) =>
      `Un sonido admite ${count(max, { one: '# etiqueta', other: '# etiquetas' })}; has puesto ${number(given)}.`,
    nothingToChange: () => 'Di qué quieres cambiar: el nombre (label), las etiquetas (tags) o ambos.',
    chooseSounds: () => 'Di qué sonidos: una etiqueta, un miembro o una parte del nombre.',
    noneChosen: () => 'Aquí ningún sonido coincide.',
    noneYours: ({ sounds }) =>
      count(sounds, {
        one: '# sonido coincide, pero no puedes cambiarlo.',
        other: '# sonidos coinciden, pero no puedes cambiar ninguno.',
      }),
    tooManyChosen: ({ sounds, max }) =>
      `Son ${sounds}, y puedo cambiar como mucho ${max} a la vez. Acótalo por etiqueta, miembro o nombre.`,
    tagsNotGiven: () => 'Di qué etiquetas añadir o quitar.',
    tagsUnchanged: () => 'No hay nada que cambiar: estos sonidos ya tienen justo esas etiquetas.',
    tagsFull: ({ max }) => `Con estas etiquetas, cada uno de estos sonidos tendría demasiadas (${max} como máximo).`,
    changeTooOld: () => 'Esta pregunta es demasiado antigua o ya se ha respondido. Usa el comando otra vez.',
    questionTooOld: () =>
      'Esta pregunta es demasiado antigua, o me he reiniciado desde entonces. Añade el sonido de nuevo.',
    questionPending: () => 'Ya lo estoy añadiendo.',
    questionAdded: () => 'Ya está añadido.',
    questionLeftOut: () => 'Se dejó fuera. Si quieres añadirlo, envíalo otra vez.',
    questionOfAnother: () => 'Solo puede responder la persona a quien se preguntó.',
    tooLateToUndo: () => 'Ya es tarde para recuperarlo. Añade el sonido de nuevo.',

    searchByNeedsSound: () =>
      'Las palabras no tienen melodía, ritmo ni partes. Búscalos con un archivo o un sonido de la biblioteca.',
    mixByWholeSound: () =>
      'Solo se puede mezclar una búsqueda de sonidos enteros: quita `by`, o quita `also_like`, `share` y `less_like`.',
    searchWithOne: () => 'Busca con una sola cosa: un archivo de audio, un sonido de la biblioteca o palabras.',
    resultTooOld: () => 'Este resultado es demasiado antiguo para sus botones. Busca de nuevo.',
    resultOfAnother: () =>
      'Esa búsqueda es de otra persona. Usa tú /search, o elige un resultado para seguir a partir de él.',
    soundNotReady: () => 'Antes tengo que volver a escuchar ese sonido. Inténtalo más tarde.',
    listTooOld: () => 'Esta lista es demasiado antigua para sus botones. Envía /list otra vez.',
    filterUnknown: ({ part, at, near }) =>
      near.length > 0
        ? `No conozco «${part}» (carácter ${at} del filtro). ¿Querías decir ${either(near)}?`
        : `No conozco «${part}» (carácter ${at} del filtro). Prueba con length<1, bright:high, loop o tag:kick.`,
    filterValue: ({ part, at, examples }) =>
      `No puedo filtrar por «${part}» (carácter ${at} del filtro). Escríbelo así: ${either(examples)}.`,
    filterQuote: ({ part, at }) => `Cierra las comillas en «${part}» (carácter ${at} del filtro).`,
    filterNone: ({ part, sounds }) =>
      sounds > 0
        ? `Ningún sonido de aquí cumple todo el filtro. Sin «${part}» ${count(sounds, { one: 'quedaría #', other: 'quedarían #' })}.`
        : `Ningún sonido de aquí cumple «${part}». Quítalo del filtro.`,
    mapTooFew: ({ min }) => `Un mapa necesita al menos ${sounds(min)}. Añade más con /add.`,
    mapFailed: () => 'No he podido dibujar el mapa. Inténtalo de nuevo en un minuto.',
    cannotDraw: () => 'En esta máquina no puedo dibujar, así que no hay mapa. Avisa a quienes me gestionan.',

    exportEmpty: () => 'Esta biblioteca está vacía. No hay nada que exportar.',
    archiveUnreadable: () => 'Ese no es un archivo zip que yo pueda abrir.',
    archiveListUnreadable: ({ file }) => `El ${file} de ese zip no lo ha escrito /export.`,
    archiveEmpty: () => 'En ese zip no hay ningún sonido.',
    archiveTooMany: ({ max }) =>
      `En un zip ${count(max, { one: 'cabe # sonido', other: 'caben # sonidos' })}. Haz varios.`,
    archiveTooLarge: ({ maxBytes }) => `Ese zip contiene más de ${megabytes(maxBytes)} MB. Haz varios.`,

    tooManyAtOnce: ({ sounds }) =>
      `Todavía estoy escuchando ${count(sounds, { one: 'un sonido tuyo', other: '# sonidos tuyos' })}. Espera un momento.`,
    tooManyInMinute: ({ max, seconds }) => `Con ese pasas de ${sounds(max)} en un minuto. Espera ${number(seconds)} s.`,
    tooManyRequests: ({ requests }) => `Todavía estoy con ${number(requests)} de tus peticiones. Espera un momento.`,
    requestsTooFast: ({ seconds }) => `Son demasiadas peticiones en un minuto. Espera ${number(seconds)} s.`,
    exportRunning: () => 'Ya estoy exportando esta biblioteca. Espera a que termine.',
    tookTooLong: () => 'Eso ha tardado demasiado. Vuelve a intentarlo más tarde.',
    cancelled: () => 'Cancelado. No se ha cambiado nada.',
    cancelOfAnother: () => 'Solo puede cancelarlo quien lo empezó.',
  }),
);
