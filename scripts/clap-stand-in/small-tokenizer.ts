const SPECIAL = ['<s>', '<pad>', '</s>', '<unk>'] as const;
/** The character that byte-level tokenizers use for the space before a word. */
const SPACE = 'Ġ';

/**
 * Returns the `tokenizer.json` of a byte-level BPE tokenizer like that of RoBERTa, but with a small vocabulary.
 * Each known word after a space is one token, and each byte of all other text is one token. `words[id]` is the known
 * word of the token `id`, or null.
 */
export function smallTokenizer(known: readonly string[]): { json: object; words: (string | null)[] } {
  const tokens: string[] = [...SPECIAL, ...byteAlphabet()];
  const merges: string[] = [];
  for (const word of known) {
    // BPE joins pairs of tokens only, so a word needs one merge per letter.
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
 * Returns the characters that represent the 256 byte values in GPT-2's tokenizer.
 * A printable byte is its own character. The other bytes are numbered from U+0100 on.
 */
function byteAlphabet(): string[] {
  const printable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++));
}
