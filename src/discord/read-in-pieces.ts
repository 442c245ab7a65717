/** Size of a piece in bytes. The allocator reuses the memory of pieces of this size without returning it in between. */
const PIECE_BYTES = 64 * 1024;

/**
 * Makes the files of a form be sent in small pieces, in place. Node.js reads a file in memory as one piece, which is
 * copied twice at once: with 23 MB, the event loop would be blocked for tenths of a second.
 */
export function readInPieces(form: FormData): void {
  for (const file of form.values())
    if (typeof file !== 'string' && file.size > PIECE_BYTES)
      Object.defineProperty(file, 'stream', { value: () => piecesOf(file), configurable: true });
}

async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE_BYTES)
    yield new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
}
