/** Formats a size in bytes in the units that Discord shows. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${kilobytes.toFixed(1)} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** Formats a duration in seconds as `1:05`. */
export function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Formats a time as `14:03`, preceded by the date if it is not today. */
export function timeText(iso: string): string {
  const when = new Date(iso);
  const time = when.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return when.toDateString() === new Date().toDateString()
    ? `Today at ${time}`
    : `${when.toLocaleDateString()} ${time}`;
}

/** Returns the name of a CSS class for a color. The same id always gives the same color. */
export function colourOf(id: string): string {
  return `colour-${Number(BigInt(id) % 6n)}`;
}
