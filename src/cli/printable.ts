/**
 * Returns the name of a file for a terminal: control characters, line breaks and characters that reorder text are
 * written as escapes, because a name could otherwise forge lines or send commands to the terminal.
 */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
