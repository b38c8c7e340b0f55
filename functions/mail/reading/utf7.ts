const shifted = /\+([A-Za-z0-9+/]*)-?/g;

/** UTF-7 (RFC 2152). What it hides from filters of markup does no harm in a plain text. */
export const decodeUtf7 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(shifted, (written, base64: string) => {
      if (base64 === '') return written === '+-' ? '+' : written;
      const units = Buffer.from(base64, 'base64');
      return units.length < 2
        ? written
        : units
            .subarray(0, units.length & ~1)
            .swap16()
            .toString('utf16le');
    });
