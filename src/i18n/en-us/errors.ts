import { defineMessages } from '../define-messages.ts';
import type { ErrorMessages } from '../error-codes.ts';

/** Errors in English, for members who read English, for the command line and for the log. */
export const errors = defineMessages<ErrorMessages>(
  'en-US',
  ({ count, number, megabytes, timeSpan, either, sounds }) => ({
    serversOnly: () => 'I only work in servers: each has its own library.',
    unknownButton: () => 'That button no longer works. Please start again.',
    unknownCommand: () => 'That command no longer exists. Restart Discord to see the current ones.',
    restarting: () => 'I’m restarting. Please try again in a minute.',
    restarted: () => 'I was restarted before this was done. Please check /list, and try again if it is missing.',

    downloadTooSlow: () => 'The download took too long. Please try again.',
    downloadFailed: () => 'I couldn’t download that file. Please upload it again.',
    downloadRedirected: () => 'I couldn’t download that file: its link redirects too many times.',
    downloadGone: ({ status }) => `That file no longer exists (status ${status}). Please upload it again.`,
    downloadUnavailable: ({ status }) =>
      `Discord’s file server doesn’t answer properly right now (status ${status}). Please try again later.`,
    downloadElsewhere: () => 'I can only take files from Discord. Please upload the file here.',
    fileTooLarge: ({ bytes, maxBytes }) =>
      `That file is ${megabytes(bytes)} MB; the limit here is ${megabytes(maxBytes)} MB.`,
    fileLargerThan: ({ maxBytes }) => `That file is larger than ${megabytes(maxBytes)} MB, the limit here.`,

    notAudio: () => 'I can’t read that file as audio. Try WAV, MP3, OGG, FLAC or M4A.',
    noSoundTrack: () => 'That file has no audio track. Try WAV, MP3, OGG, FLAC or M4A.',
    formatUnsupported: ({ format }) =>
      `I can’t read that kind of file: ${format}. Please convert it, for example to FLAC.`,
    fileDamaged: ({ format }) =>
      `That ${format} file is damaged or incomplete, so I can’t read it. Please save it again.`,
    noSound: () => 'There is no sound in that file. Check that it plays, or save it again.',
    soundSilent: () =>
      'That sound is silent, or nearly silent, so there is nothing to compare. Check that the microphone was on.',
    soundTooLong: ({ maxSeconds }) =>
      `That sound is too long: the limit is ${timeSpan(maxSeconds)}. Send a shorter clip.`,
    soundTooDetailed: ({ channelCount, rate, maxSeconds }) =>
      `That sound has ${number(channelCount)} channels at ${number(rate)} Hz; of such sounds I take at most ${timeSpan(maxSeconds)}. Convert it to stereo at 48 kHz.`,
    readTooLarge: ({ maxBytes }) =>
      `That file is too large: the limit is ${megabytes(maxBytes)} MB. Send a shorter clip.`,
    readTooSlow: () => 'That file took too long to read. Send a shorter clip, or save the file again as WAV or MP3.',
    analysisTooSlow: ({ seconds }) =>
      `That file took longer than ${number(seconds)} s to analyze, so I stopped. Try a shorter one.`,
    analysisTooLarge: () => 'That file needs more memory to analyze than I can use. Try a shorter one.',
    busyAnalyzing: ({ seconds }) => `I’m busy with other sounds. Please try again in about ${number(seconds)} s.`,
    noDecoder: () => 'ffmpeg was not found. Install it, set FFMPEG_PATH, or set DECODER=wasm.',
    wordsNeedClap: () =>
      'Searching by words needs the CLAP model, which isn’t installed here. The person who runs this bot installs it with `npm run model`. Until then, attach a sound.',
    wordsUnreadable: () =>
      'Searching by words doesn’t work here, because the text part of the CLAP model can’t be used. Attach a sound instead.',

    diskFull: () =>
      'The bot’s disk is full, so nothing was changed. Ask the person who runs this bot to free some space.',
    diskReadOnly: () =>
      'The bot doesn’t have permission to write to its data folder, so nothing was changed. Ask the person who runs this bot to fix this.',
    audioStoreAway: () =>
      'My storage for audio isn’t answering right now. Nothing was changed; please try again in a minute.',
    databaseAway: () => 'My database isn’t answering right now. Nothing was changed; please try again in a minute.',
    databaseUnsure: () =>
      'My database stopped answering while I was saving, so I can’t say whether it worked. Please check with /list before you try again.',
    libraryUnreadable: () =>
      'I can’t read this server’s sounds right now. Please tell the person who runs me; nothing is lost.',
    libraryNewer: () => 'This library was written by a newer version of Soundalike. Update the bot.',
    libraryFull: ({ sounds: max }) => `This library is full: it can hold at most ${sounds(max)}. Remove one first.`,
    libraryFullOfAudio: ({ maxBytes }) =>
      `This library is full: it can hold at most ${megabytes(maxBytes)} MB of audio. Remove something first.`,
    memberFull: ({ sounds: max }) =>
      `You already have ${sounds(max)} here, the most that one member can have. Remove one first.`,
    ownerFull: ({ owner, sounds: max }) =>
      `${owner} already has ${sounds(max)} here, the most that one member can have. Remove one of theirs first.`,

    libraryEmpty: () => 'This library is empty. Add the first sound with /add.',
    soundGone: () => 'That sound is no longer in the library.',
    audioMissing: () =>
      'The audio of that sound is missing on the bot’s disk, so I can’t play it. Ask the person who runs this bot to run the doctor.',
    postRefused: () => 'You can’t send messages with files in this channel, so I don’t post it here.',
    boardForbidden: () =>
      'You need the permission “Create Expressions” to add sounds to the soundboard. A manager of this server can give it to you.',
    boardManageForbidden: () =>
      'You need the permission “Manage Expressions” to replace or remove this sound of the soundboard.',
    boardBotForbidden: () =>
      'I’m not allowed to change the soundboard. A manager can give me the permissions “Create Expressions” and “Manage Expressions”.',
    boardSoundGone: () => 'That sound is no longer on the soundboard. Somebody else may have removed it.',
    boardBusy: () => 'The soundboard is being changed right now. Please try again in a moment.',
    boardUnavailable: () => 'Discord doesn’t let me read the soundboard right now. Please try again later.',
    boardRefused: () => 'Discord did not accept the sound, and the soundboard is as it was. Please try again.',
    boardHalfDone: ({ name }) =>
      `Discord did not accept the new sound after the old one was removed. **${name}** is safe in the library; /soundboard add puts it back.`,
    boardNameShort: () => 'A name on the soundboard has 2 to 32 characters.',
    boardEmoji: () => 'That is not an emoji that I can use. Please give one standard emoji.',
    boardEmpty: () => 'There are no sounds on the soundboard yet. /soundboard add puts one there.',
    soundUnknown: ({ name, near }) =>
      near.length > 0
        ? `There is no sound called “${name}” here. Did you mean ${either(near.map((other) => `“${other}”`))}?`
        : `There is no sound called “${name}” here. See /list for all sounds.`,
    soundAmbiguous: ({ sounds, name }) =>
      `${count(sounds, { one: '# sound matches', other: '# sounds match' })} “${name}”. Pick one from the list as you type.`,
    notYours: ({ owner }) =>
      `${owner} added that sound. Only they, or someone who manages messages here, can change it.`,
    noAudioInMessage: () => 'That message has no audio file. Choose one that does.',

    channelNotAllowed: ({ channels }) => `I can only be used in ${either(channels)}.`,
    allowedChannelsGone: () =>
      'The channels where I can be used no longer exist. Ask a server manager to update /settings.',
    addRefused: ({ roles }) => `Only members with ${either(roles)} can add sounds here.`,
    addForManagers: () => 'Only server managers can add sounds here. Ask one of them to check /settings.',
    notYoursNorRoles: ({ owner, roles }) =>
      `${owner} added that sound. Only they, or members with ${either(roles)}, can change it.`,
    notYoursNorManager: ({ owner }) => `${owner} added that sound. Only they, or a server manager, can change it.`,
    settingsForManagers: () => 'Only server managers can see and change the settings.',
    channelNotWritable: ({ channel }) =>
      `I can’t send messages with files in ${channel}. Give me that permission, or choose another channel.`,
    limitUnreadable: ({ max }) => `Enter whole numbers from 1 to ${number(max)}, or leave a field empty.`,

    sourceNoLink: () => 'The source must be a link that starts with https:// and has at most 300 characters.',
    collectionUnknown: ({ name, near }) =>
      near.length > 0
        ? `There is no collection called “${name}” here. Did you mean ${either(near.map((other) => `“${other}”`))}?`
        : `There is no collection called “${name}” here. See /collection list for all of them.`,
    collectionsFull: ({ max }) => `There can be at most ${number(max)} collections here. Delete one first.`,
    soundInTooMany: ({ sound, max }) =>
      `“${sound}” is in ${number(max)} collections already, the most that a sound can be in.`,
    chooseByFilter: () => 'Choose a sound, or give a filter such as tag:kick.',
    pathToItself: () => 'Choose two different sounds.',
    labelInvisible: () => 'A label needs at least one visible character.',
    tooManyTags: ({ max, given }) =>
      `A sound can have at most ${count(max, { one: '# tag', other: '# tags' })}; you gave ${given}.`,
    nothingToChange: () => 'Say what to change: the label, the tags, or both.',
    chooseSounds: () => 'Say which sounds: give a tag, a member, or a part of their name.',
    noneChosen: () => 'No sound here matches that.',
    noneYours: ({ sounds }) =>
      count(sounds, {
        one: '# sound matches, but you may not change it.',
        other: '# sounds match, but you may not change any of them.',
      }),
    tooManyChosen: ({ sounds, max }) =>
      `That is ${sounds}, and I can change at most ${max} at once. Narrow it down by tag, member or name.`,
    tagsNotGiven: () => 'Say which tags to add or to remove.',
    tagsUnchanged: () => 'Nothing to change: these sounds have exactly these tags already.',
    tagsFull: ({ max }) => `With these tags, each of these sounds would have too many (at most ${max}).`,
    changeTooOld: () => 'This question is too old, or was answered already. Please use the command again.',
    questionTooOld: () => 'This question is too old, or I have been restarted since. Please add the sound again.',
    questionPending: () => 'I’m already adding it.',
    questionAdded: () => 'That has been added already.',
    questionLeftOut: () => 'You left that out. To add it after all, send it again.',
    questionOfAnother: () => 'Only the member who was asked can answer this.',
    tooLateToUndo: () => 'It’s too late to put that back. Please add the sound again.',

    searchByNeedsSound: () =>
      'Words have no tune, beat or part. Search by these with a file or a sound from the library.',
    mixByWholeSound: () =>
      'Only a search for whole sounds can be mixed: leave out `by`, or leave out `also_like`, `share` and `less_like`.',
    searchWithOne: () => 'Search with exactly one thing: an audio file, a sound from the library, or words.',
    resultTooOld: () => 'These results are too old, so their buttons no longer work. Please search again.',
    resultOfAnother: () => 'That is somebody else’s search. Use /search yourself, or choose a match to search from it.',
    soundNotReady: () => 'I need to analyze that sound again first. Please try again later.',
    listTooOld: () => 'This list is too old, so its buttons no longer work. Please use /list again.',
    filterUnknown: ({ part, at, near }) =>
      near.length > 0
        ? `I don’t know “${part}” (character ${at} of the filter). Did you mean ${either(near)}?`
        : `I don’t know “${part}” (character ${at} of the filter). Try length<1, bright:high, loop or tag:kick.`,
    filterValue: ({ part, at, examples }) =>
      `I can’t filter by “${part}” (character ${at} of the filter). Write it like ${either(examples)}.`,
    filterQuote: ({ part, at }) => `Close the quotation mark in “${part}” (character ${at} of the filter).`,
    filterNone: (details) =>
      details.sounds > 0
        ? `No sound here fits the whole filter. Without “${details.part}”, ${sounds(details.sounds)} would be left.`
        : `No sound here fits “${details.part}”. Leave it out of the filter.`,
    mapTooFew: ({ min }) => `A map needs at least ${sounds(min)}. Add more with /add.`,
    mapFailed: () => 'I couldn’t draw the map just now. Please try again in a minute.',
    cannotDraw: () => 'I can’t draw pictures on this machine, so there is no map. Please tell the people who run me.',

    exportEmpty: () => 'This library is empty, so there is nothing to export.',
    archiveUnreadable: () => 'That is not a zip file that I can open.',
    archiveListUnreadable: ({ file }) => `The ${file} in that archive was not written by /export.`,
    archiveEmpty: () => 'There are no sounds in that archive.',
    archiveTooMany: ({ max }) => `An archive can hold at most ${sounds(max)}. Split it into several.`,
    archiveTooLarge: ({ maxBytes }) =>
      `That archive contains more than ${megabytes(maxBytes)} MB. Split it into several.`,

    tooManyAtOnce: ({ sounds }) => `I’m still working on ${sounds} of your sounds. Please wait a moment.`,
    tooManyInMinute: ({ max, seconds }) => `That is more than ${sounds(max)} in a minute. Please wait ${seconds} s.`,
    tooManyRequests: ({ requests }) =>
      `I’m still working on ${number(requests)} of your requests. Please wait a moment.`,
    requestsTooFast: ({ seconds }) => `That was too many requests in a minute. Please wait ${number(seconds)} s.`,
    exportRunning: () => 'I’m already exporting this library. Please wait until that is done.',
    tookTooLong: () => 'That took too long. Please try again later.',
    cancelled: () => 'Cancelled. Nothing was changed.',
    cancelOfAnother: () => 'Only the member who started this can cancel it.',
  }),
);
