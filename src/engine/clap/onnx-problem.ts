/** Returns why ONNX Runtime, which CLAP needs, cannot be loaded, as a sentence for operators; null if it can. */
export async function onnxProblem(): Promise<string | null> {
  try {
    await import('onnxruntime-node');
    return null;
  } catch (error) {
    const [why] = String(error instanceof Error ? error.message : error).split('\n');
    return `CLAP is not available, because the package onnxruntime-node cannot be loaded (${why}). Run "npm ci" on this machine, or set CLAP=off.`;
  }
}
