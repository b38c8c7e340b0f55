/** A cryptographic source, passed in. */
export type Random = {
  readonly bytes: (length: number) => Uint8Array;
  /** A uniform integer from 0 up to, but not including, `limit`. */
  readonly integer: (limit: number) => number;
};

/** 128 random bits as 22 characters of base64url. */
export const newId = (random: Random): string => Buffer.from(random.bytes(16)).toString('base64url');

/** Makes ids until one does not begin with a hyphen: a command line would take it for an option. */
export const withoutHyphen = (make: () => string): string => {
  for (;;) {
    const made = make();
    if (!made.startsWith('-')) return made;
  }
};
