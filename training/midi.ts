/** A note, with times in seconds from the start of the file. */
export interface Note {
  readonly start: number;
  readonly seconds: number;
  readonly channel: number;
  /** MIDI note number; 60 is middle C. */
  readonly pitch: number;
  /** Velocity of the stroke, 1 to 127. */
  readonly velocity: number;
}

export interface ProgramChange {
  readonly start: number;
  readonly channel: number;
  /** General MIDI program, counted from 0. */
  readonly program: number;
  readonly bank?: number;
}

/** MIDI ticks per quarter note. At 60 quarter notes per minute, a tick is a millisecond. */
const TICKS_PER_SECOND = 1000;

interface Event {
  readonly tick: number;
  /** Order of events at the same tick: note-offs first, then program changes, then note-ons. */
  readonly order: number;
  readonly bytes: readonly number[];
}

const tickOf = (seconds: number) => Math.max(0, Math.round(seconds * TICKS_PER_SECOND));

function variableLength(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

function noteEvents(note: Note): Event[] {
  const on = tickOf(note.start);
  const off = Math.max(on + 1, tickOf(note.start + note.seconds));
  return [
    { tick: on, order: 2, bytes: [0x90 | note.channel, note.pitch, note.velocity] },
    { tick: off, order: 0, bytes: [0x80 | note.channel, note.pitch, 0] },
  ];
}

function programEvents(change: ProgramChange): Event[] {
  const tick = tickOf(change.start);
  return [
    { tick, order: 1, bytes: [0xb0 | change.channel, 0, change.bank ?? 0] },
    { tick, order: 1, bytes: [0xc0 | change.channel, change.program] },
  ];
}

function chunk(name: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([Buffer.from(name, 'ascii'), length, body]);
}

/** Encodes a Standard MIDI File of format 0 that lasts `seconds` (RP-001, MIDI Manufacturers Association). */
export function encodeMidi(notes: readonly Note[], programs: readonly ProgramChange[], seconds: number): Buffer {
  const events = [...programs.flatMap(programEvents), ...notes.flatMap(noteEvents)];
  events.sort((a, b) => a.tick - b.tick || a.order - b.order);
  const track: number[] = [0x00, 0xff, 0x51, 0x03, 0x0f, 0x42, 0x40];
  let tick = 0;
  for (const event of events) {
    for (const byte of variableLength(event.tick - tick)) track.push(byte);
    for (const byte of event.bytes) track.push(byte);
    tick = event.tick;
  }
  track.push(...variableLength(Math.max(0, tickOf(seconds) - tick)), 0xff, 0x2f, 0x00);
  const header = Buffer.from([0, 0, 0, 1, TICKS_PER_SECOND >> 8, TICKS_PER_SECOND & 0xff]);
  return Buffer.concat([chunk('MThd', header), chunk('MTrk', Buffer.from(track))]);
}
