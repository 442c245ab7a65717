/** The part of `@ffmpeg/core` 0.12 (an Emscripten build of ffmpeg's command line) that is used here; it ships no types. */
export interface FfmpegCore {
  readonly FS: MemoryFileSystem;
  /** Runs ffmpeg's `main` to its end, synchronously, and returns its exit status. */
  exec(...args: string[]): number;
  /** Takes memory of the instance; 0 where there is no more. */
  _malloc(bytes: number): number;
  setLogger(logger: (line: { type: string; message: string }) => void): void;
}

export interface MemoryFileSystem {
  writeFile(path: string, data: Uint8Array, options?: { canOwn?: boolean }): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  lookupPath(path: string): { node: FileNode };
}

export interface FileNode {
  stream_ops: StreamOperations;
}

export interface StreamOperations {
  read(stream: unknown, buffer: Uint8Array, offset: number, length: number, position?: number): number;
  write(stream: unknown, buffer: Uint8Array, offset: number, length: number, position?: number): number;
}

export type CreateFfmpegCore = (options: {
  /** Emscripten's hook: given the imports, make the instance, hand it over and return its exports. */
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance) => WebAssembly.Exports,
  ): WebAssembly.Exports;
}) => Promise<FfmpegCore>;
