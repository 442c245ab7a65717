export const common = {
  apology: (requestId: string) =>
    `Something went wrong on my side. If it happens again, tell whoever runs me this: ${requestId}`,
  untitled: 'untitled',
  somebody: 'somebody',
  /** Of several files or sounds: `2 of 3`. */
  part: (index: number, all: number) => `${index} of ${all}`,
  andMore: (number: number) => `and ${number} more`,
};

export const progress = {
  downloading: '⏬ Downloading…',
  decoding: '📀 Decoding…',
  listening: '👂 Listening…',
  comparing: '🔎 Comparing…',
  cancel: 'Cancel',
  nothingToCancel: 'There is nothing to cancel any more.',
};
