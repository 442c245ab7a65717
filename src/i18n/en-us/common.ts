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
  /** Shortly before the reply cannot be changed any more. */
  goesOn: '⏳ This takes longer than I can answer here. What comes of it will be in this channel.',
  goesOnUnseen:
    '⏳ This takes longer than I can answer here, and I may not write in this channel. Look into /list in a while.',
  cameOf: (files: string) => `⏳ What came of ${files}:`,
  failedLate: 'Something went wrong on my side. Please try again.',
};
