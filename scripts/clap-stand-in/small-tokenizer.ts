const SPECIAL = ['<s>', '<pad>', '</s>', '<unk>'] as const;
/** The character for a space at the start of a word in byte-level tokenizers. */
const SPACE = 'Ġ';

/**
 * Returns a byte-level BPE tokenizer like the real one (RoBERTa's).
 * Each of the known words, after a space, is one token; everything else is tokenized as bytes. `words` in the result
 * has the known word of each token id, or null.
 */
export function smallTokenizer(known: readonly string[]): { json: object; words: (string | null)[] } {
  const tokens: string[] = [...SPECIAL, ...byteAlphabet()];
  const merges: string[] = [];
  for (const word of known) {
    // Merges join a word letter by letter from its start.
    for (let end = 1; end <= word.length; end++) {
      const [left, right] = [SPACE + word.slice(0, end - 1), word.slice(end - 1, end)];
      if (tokens.includes(left + right)) continue;
      merges.push(`${left} ${right}`);
      tokens.push(left + right);
    }
  }
  const json = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: true,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: {
      type: 'RobertaProcessing',
      sep: ['</s>', 2],
      cls: ['<s>', 0],
      trim_offsets: true,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  };
  return { json, words: tokens.map((token) => known.find((word) => SPACE + word === token) ?? null) };
}

/**
 * Returns the characters that stand for the 256 bytes in GPT-2's tokenizer.
 * Printable bytes stand for themselves; the others start at U+0100.
 */
function byteAlphabet(): string[] {
  const printable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
}
